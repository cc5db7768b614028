@NullMarked
package io.kuma.cp.metric;

import org.jspecify.annotations.NullMarked;
