/**
 * What would come of a write, without writing. A {@link io.kuma.core.rehearsal.Rehearsal} is a
 * manager with all the rules of the real one over a store that keeps what is written to itself;
 * {@link io.kuma.core.rehearsal.AffectedProxies} compares what proxies are told before and after.
 */
@NullMarked
package io.kuma.core.rehearsal;

import org.jspecify.annotations.NullMarked;
