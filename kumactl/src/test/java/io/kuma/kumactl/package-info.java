@NullMarked
package io.kuma.kumactl;

import org.jspecify.annotations.NullMarked;
