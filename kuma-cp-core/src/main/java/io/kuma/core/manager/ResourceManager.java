package io.kuma.core.manager;

import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import java.util.Map;

/**
 * What every write passes through, whatever edge it came from. Each method is one transaction: all
 * of it happens or nothing. The shape check is the edge's; the meaning check, the mesh's existence,
 * ownership and defaults are here.
 */
public interface ResourceManager extends ResourceReader {

  /**
   * Checks the resource's meaning and stores it.
   *
   * @throws Invalid if its validator objects, or its mesh does not exist (field {@code mesh})
   * @throws Conflict if it exists
   */
  <S extends Spec> Resource<S> create(ResourceType<S> type, Resource<S> resource);

  /** Likewise; it goes when {@code owner} is deleted. */
  <S extends Spec> Resource<S> create(
      ResourceType<S> type, Resource<S> resource, ResourceKey owner);

  /**
   * Checks the resource's meaning and replaces the stored one of the same version.
   *
   * @throws Invalid if its validator objects
   * @throws Conflict if somebody else changed it since it was read
   * @throws NotFound if it does not exist
   */
  <S extends Spec> Resource<S> update(ResourceType<S> type, Resource<S> resource);

  /**
   * Deletes a resource and all that it owns.
   *
   * @throws NotFound if it does not exist
   * @throws Invalid if it must not go yet: a mesh that still has Dataplanes
   */
  void delete(ResourceType<?> type, ResourceKey key);

  /**
   * The labels that a resource gets when it is written: those its owner gave, and those that the
   * control plane computes (contract 2.4).
   */
  <S extends Spec> Map<String, String> computeLabels(ResourceType<S> type, Resource<S> resource);

  /** The resource as it would be stored, with what the control plane adds to the spec. */
  <S extends Spec> Resource<S> complete(ResourceType<S> type, Resource<S> resource);
}
