@NullMarked
package io.kuma.dp.metrics;

import org.jspecify.annotations.NullMarked;
