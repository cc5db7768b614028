package io.kuma.model;

import java.util.Comparator;

/**
 * Identifies one resource.
 *
 * @param type the type's wire name, such as {@code MeshTimeout}
 * @param mesh the mesh it lives in; empty for types of global scope
 */
public record ResourceKey(String type, String mesh, String name)
    implements Comparable<ResourceKey> {

  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::type)
          .thenComparing(ResourceKey::mesh)
          .thenComparing(ResourceKey::name);

  /** By type, then mesh, then name: the order of lists. */
  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return mesh.isEmpty() ? type + " " + name : type + " " + mesh + "/" + name;
  }
}
