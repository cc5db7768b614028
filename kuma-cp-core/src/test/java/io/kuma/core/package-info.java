@NullMarked
package io.kuma.core;

import org.jspecify.annotations.NullMarked;
