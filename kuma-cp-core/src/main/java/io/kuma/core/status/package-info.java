/**
 * What the control plane observes of destinations, workloads, identities and telemetry backends,
 * and what it generates from its proxies (contract sections 3.3 and 3.5). {@link
 * io.kuma.core.status.Statuses} is one function from the state of a mesh to the writes that make
 * the store show it: no store, no clock, and no writes if nothing differs. Each kind of resource
 * has a small class of its own.
 */
@NullMarked
package io.kuma.core.status;

import org.jspecify.annotations.NullMarked;
