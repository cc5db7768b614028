package io.kuma.core.store;

import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps resources. It checks nothing but keys and versions: what a resource may say is decided
 * before it comes here.
 *
 * <p>Any of its methods may throw {@link StoreUnavailable}.
 *
 * <p>Writes take part in the caller's transaction where there is one. A committed write is
 * announced to the {@link io.kuma.core.event.ChangeFeed}.
 */
public interface ResourceStore {

  /**
   * Stores a new resource with version 1 and the present time.
   *
   * @param owner when it is deleted, this resource goes too; null for none
   * @return the resource as stored
   * @throws Conflict if the key is taken
   * @throws NotFound if the owner does not exist
   */
  <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, @Nullable ResourceKey owner);

  /**
   * Replaces spec, status and labels; the version counts up, the creation time and the owner stay.
   *
   * @return the resource as stored
   * @throws Conflict if the stored version is not {@code resource.meta().version()}
   * @throws NotFound if it does not exist
   */
  <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource);

  /**
   * Deletes a resource and all that it owns.
   *
   * @throws NotFound if it does not exist
   */
  void delete(ResourceType<?> type, ResourceKey key);

  <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key);

  /**
   * The resources of a type that are wanted, sorted by mesh and name in the order of their
   * characters.
   *
   * @param mesh only those of this mesh; null for all meshes
   */
  <S extends Spec> ResourcePage<S> list(
      ResourceType<S> type, @Nullable String mesh, ListOptions options);

  /** All resources of a type. */
  default <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
    return list(type, mesh, ListOptions.ALL).items();
  }
}
