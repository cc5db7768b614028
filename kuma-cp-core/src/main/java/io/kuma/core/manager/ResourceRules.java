package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import java.util.Map;
import java.util.Optional;

/**
 * What one type asks of its writes beyond its validator: things that depend on other resources or
 * have effects on them. Any number of rules can stand for a type; they run in the order in which
 * they were given, inside the transaction of the write.
 *
 * @param <S> the spec of the type
 */
public interface ResourceRules<S extends Spec> {

  ResourceType<S> type();

  /** Labels that the control plane gives to the resource; they replace what its owner said. */
  default Map<String, String> labels(Resource<S> resource) {
    return Map.of();
  }

  /** The resource as it is to be stored, before it is checked. */
  default Resource<S> complete(Resource<S> resource) {
    return resource;
  }

  /** Reports what speaks against creating {@code resource}. */
  default void checkCreate(Resource<S> resource, ResourceReader reader, Violations violations) {}

  /** Reports what speaks against replacing {@code before} by {@code after}. */
  default void checkUpdate(
      Resource<S> before, Resource<S> after, ResourceReader reader, Violations violations) {}

  /** Reports what speaks against deleting the resource. */
  default void checkDelete(ResourceKey key, ResourceReader reader, Violations violations) {}

  /** Who takes the resource along when it is deleted; where no rule says so it is the mesh. */
  default Optional<ResourceKey> owner(Resource<S> resource) {
    return Optional.empty();
  }

  /** Makes what has to come into being together with the resource. */
  default void afterCreate(Resource<S> resource, ResourceManager manager) {}

  /** Makes what an update calls for. */
  default void afterUpdate(Resource<S> resource, ResourceManager manager) {}
}
