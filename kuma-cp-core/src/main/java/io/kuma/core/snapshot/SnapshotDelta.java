package io.kuma.core.snapshot;

import io.kuma.model.ResourceKey;
import java.util.SortedSet;

/**
 * What differs between two snapshots of a mesh, so that proxies which cannot be concerned are left
 * alone.
 *
 * @param changed keys that were created, deleted or have another spec or labels
 * @param services values of {@code kuma.io/service}, and ports of MeshServices as {@link
 *     MeshServiceIndex} identifies them, whose endpoints differ
 * @param everyProxy a mesh, a policy or anything else changed whose reach is not known
 * @param types names of the types of which anything differs, a status or a version included
 */
public record SnapshotDelta(
    SortedSet<ResourceKey> changed,
    SortedSet<String> services,
    boolean everyProxy,
    SortedSet<String> types) {}
