@NullMarked
package io.kuma.dp.dns;

import org.jspecify.annotations.NullMarked;
