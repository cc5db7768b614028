package io.kuma.core.snapshot;

import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in one snapshot, for whoever reads resources wherever they are. */
public record SnapshotResources(MeshSnapshot snapshot) implements ResourceReader {

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return snapshot.find(type, key);
  }

  @Override
  public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return snapshot.all(type);
  }
}
