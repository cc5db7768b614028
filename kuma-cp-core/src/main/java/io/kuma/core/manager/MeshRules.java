package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;

/** A mesh brings its initial policies, and does not go while there are proxies in it. */
public final class MeshRules implements ResourceRules<Mesh> {
  /** A mesh's name becomes the value of a label. */
  private static final int MAX_NAME = 63;

  private final ResourceTypes types;
  private final InitialResources initial;
  private final boolean unsafeDelete;

  /**
   * @param unsafeDelete delete meshes with all that is in them, {@code KUMA_STORE_UNSAFE_DELETE}
   */
  public MeshRules(ResourceTypes types, InitialResources initial, boolean unsafeDelete) {
    this.types = types;
    this.initial = initial;
    this.unsafeDelete = unsafeDelete;
  }

  @Override
  public ResourceType<Mesh> type() {
    return CoreTypes.MESH;
  }

  @Override
  public void checkCreate(Resource<Mesh> mesh, ResourceReader reader, Violations violations) {
    if (mesh.name().length() > MAX_NAME) {
      violations.add("name", "cannot be longer than " + MAX_NAME + " characters");
    }
  }

  @Override
  public void afterCreate(Resource<Mesh> mesh, ResourceManager manager) {
    for (Resource<?> resource : initial.of(mesh)) {
      String name = resource.meta().type();
      ResourceType<?> type =
          types
              .findByName(name)
              .orElseThrow(() -> new IllegalArgumentException(name + " is not in the catalogue"));
      create(type, resource, manager);
    }
  }

  private static <S extends Spec> void create(
      ResourceType<S> type, Resource<?> resource, ResourceManager manager) {
    Resource<S> typed = type.cast(resource);
    manager.create(
        type, typed.withMeta(typed.meta().withLabels(manager.computeLabels(type, typed))));
  }

  @Override
  public void checkDelete(ResourceKey key, ResourceReader reader, Violations violations) {
    if (!unsafeDelete && !reader.list(CoreTypes.DATAPLANE, key.name()).isEmpty()) {
      violations.add("mesh", "unable to delete mesh, there are still some dataplanes attached");
    }
  }
}
