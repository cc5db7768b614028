@NullMarked
package io.kuma.dp.probe;

import org.jspecify.annotations.NullMarked;
