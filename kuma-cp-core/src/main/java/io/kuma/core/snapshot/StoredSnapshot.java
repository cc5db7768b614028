package io.kuma.core.snapshot;

import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Optional;

/**
 * A mesh as it is stored at the moment of each call: for questions that are asked seldom and want
 * to see the last write. Remembers nothing, so what is derived from it is derived each time.
 */
public record StoredSnapshot(String mesh, ResourceReader reader) implements MeshSnapshot {

  @Override
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    if (type.equals(CoreTypes.MESH)) {
      return reader.find(type, type.key("", mesh)).stream().toList();
    }
    return reader.list(type, type.scope() == Scope.MESH ? mesh : null);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return reader.find(type, key);
  }
}
