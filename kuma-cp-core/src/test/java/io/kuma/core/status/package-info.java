@NullMarked
package io.kuma.core.status;

import org.jspecify.annotations.NullMarked;
