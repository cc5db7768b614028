package io.kuma.cp.push;

import io.kuma.core.manager.ResourceReader;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the newest snapshots instead of the store: what configuration is made from, and at no
 * cost.
 */
record SnapshotSecrets(MeshSnapshots snapshots) implements ResourceReader {

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return snapshots.find(key.mesh()).flatMap(snapshot -> snapshot.find(type, key));
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return mesh == null
        ? List.of()
        : snapshots
            .find(mesh)
            .<List<Resource<S>>>map(snapshot -> all(snapshot, type))
            .orElse(List.of());
  }

  private static <S extends Spec> List<Resource<S>> all(
      MeshSnapshot snapshot, ResourceType<S> type) {
    return snapshot.all(type);
  }
}
