/**
 * An immutable picture of each mesh, renewed when the store says that something changed. {@link
 * io.kuma.core.snapshot.MeshSnapshots} is told keys, waits until the writers pause, reads what
 * changed and nothing else, and tells its listeners what differs: which resources and which
 * services' endpoints. A write that changes no configuration (a status, a secret that is no
 * certificate, the same content again) ends here.
 */
@NullMarked
package io.kuma.core.snapshot;

import org.jspecify.annotations.NullMarked;
