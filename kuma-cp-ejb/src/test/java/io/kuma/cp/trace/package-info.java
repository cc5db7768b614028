@NullMarked
package io.kuma.cp.trace;

import org.jspecify.annotations.NullMarked;
