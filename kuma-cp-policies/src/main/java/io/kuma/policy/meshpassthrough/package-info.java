/**
 * Which destinations outside of the mesh the workload can reach. It rewrites the listeners for
 * redirected traffic that no outbound is about.
 */
@NullMarked
package io.kuma.policy.meshpassthrough;

import org.jspecify.annotations.NullMarked;
