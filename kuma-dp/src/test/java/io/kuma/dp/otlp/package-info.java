@NullMarked
package io.kuma.dp.otlp;

import org.jspecify.annotations.NullMarked;
