package io.kuma.core.snapshot;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A snapshot that was replaced, by which, and what differs. */
record SnapshotStep(TableSnapshot before, TableSnapshot after, SnapshotDelta delta) {

  /** Whether the mesh is gone. */
  boolean isDeletion() {
    return after.all(CoreTypes.MESH).isEmpty();
  }

  /** Collects what becomes of one mesh. */
  static final class Draft {
    private final TableSnapshot before;
    private final Map<String, Table<?>> replaced = new TreeMap<>();
    private final SortedSet<ResourceKey> changed = new TreeSet<>();

    Draft(TableSnapshot before) {
      this.before = before;
    }

    /** The table as it stands in the draft. */
    @SuppressWarnings("unchecked")
    <S extends Spec> Table<S> table(ResourceType<S> type) {
      Table<S> table = (Table<S>) replaced.get(type.name());
      if (table == null) {
        table = before.table(type);
      }
      return table == null ? Table.empty(type) : table;
    }

    /**
     * Takes over what was read.
     *
     * @param read what was read again; empty for what does not exist any more
     * @return whether anything differs
     */
    @SuppressWarnings("ReferenceEquality")
    <S extends Spec> boolean update(
        ResourceType<S> type, Map<ResourceKey, Optional<Resource<S>>> read) {
      Table<S> table = table(type);
      Table<S> renewed = table.with(read, changed);
      if (renewed == table) {
        return false;
      }
      replaced.put(type.name(), renewed);
      return true;
    }

    /** The mesh is gone, and all that was in it. */
    SnapshotStep deletion() {
      return step(TableSnapshot.empty(before.mesh()), before.types());
    }

    /** Empty if nothing differs. */
    Optional<SnapshotStep> finish() {
      return replaced.isEmpty()
          ? Optional.empty()
          : Optional.of(step(before.with(replaced), new TreeSet<>(replaced.keySet())));
    }

    private SnapshotStep step(TableSnapshot after, SortedSet<String> types) {
      boolean onlyProxies =
          changed.stream().allMatch(key -> key.type().equals(CoreTypes.DATAPLANE.name()));
      SortedSet<String> services = EndpointIndex.of(before).differences(EndpointIndex.of(after));
      services.addAll(MeshServiceIndex.of(before).differences(MeshServiceIndex.of(after)));
      return new SnapshotStep(
          before, after, new SnapshotDelta(changed, services, !onlyProxies, types));
    }
  }
}
