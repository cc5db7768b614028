package io.kuma.core.snapshot;

import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mesh as it is stored: for a question that wants to see the last write. Each type is read when
 * it is first asked for and then remembered, so make one for each question. Not thread-safe.
 */
public final class StoredSnapshot implements MeshSnapshot {
  private final String mesh;
  private final ResourceReader reader;
  private final Map<ResourceType<?>, List<?>> read = new HashMap<>();
  private final Map<Derivation<?>, Object> derived = new HashMap<>();

  public StoredSnapshot(String mesh, ResourceReader reader) {
    this.mesh = mesh;
    this.reader = reader;
  }

  @Override
  public String mesh() {
    return mesh;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    return (List<Resource<S>>) read.computeIfAbsent(type, key -> List.copyOf(list(type)));
  }

  private <S extends Spec> List<Resource<S>> list(ResourceType<S> type) {
    if (type.equals(CoreTypes.MESH)) {
      return reader.find(type, type.key("", mesh)).stream().toList();
    }
    return reader.list(type, type.scope() == Scope.MESH ? mesh : null);
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    if (type.equals(CoreTypes.MESH) || read.containsKey(type)) {
      return all(type).stream().filter(found -> found.key().equals(key)).findFirst();
    }
    return reader.find(type, key);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T derived(Derivation<T> derivation) {
    // What is derived may ask for more that is derived.
    T known = (T) derived.get(derivation);
    if (known == null) {
      known = derivation.derive(this, null);
      derived.put(derivation, known);
    }
    return known;
  }
}
