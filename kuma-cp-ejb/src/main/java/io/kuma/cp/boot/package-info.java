/**
 * Brings the control plane to life inside the server: reads its settings, puts store, rules and the
 * side that faces proxies together, starts them and stops them in the opposite order. The beans
 * here are shells; what they start is plain Java that tests run without a container.
 */
@NullMarked
package io.kuma.cp.boot;

import org.jspecify.annotations.NullMarked;
