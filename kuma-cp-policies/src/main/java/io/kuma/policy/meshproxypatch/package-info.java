/**
 * Changes to what Envoy is told that no other policy can make: clusters, listeners, filters and
 * virtual hosts are added, removed or patched, by name, after everything else.
 */
@NullMarked
package io.kuma.policy.meshproxypatch;

import org.jspecify.annotations.NullMarked;
