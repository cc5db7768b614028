package io.kuma.model;

import org.jspecify.annotations.Nullable;

/**
 * A resource: who it is, what its owner asks for and, for types that have one, what the control
 * plane observed.
 *
 * @param status an instance of {@link ResourceType#statusClass()}, or null if nothing was observed
 *     yet
 */
public record Resource<S extends Spec>(Meta meta, S spec, @Nullable Record status) {

  /** A resource that is not stored yet. */
  public static <S extends Spec> Resource<S> of(ResourceKey key, S spec) {
    return new Resource<>(Meta.of(key), spec, null);
  }

  public ResourceKey key() {
    return meta.key();
  }

  public String mesh() {
    return meta.mesh();
  }

  public String name() {
    return meta.name();
  }

  public Resource<S> withMeta(Meta newMeta) {
    return new Resource<>(newMeta, spec, status);
  }

  public Resource<S> withSpec(S newSpec) {
    return new Resource<>(meta, newSpec, status);
  }

  public Resource<S> withStatus(@Nullable Record newStatus) {
    return new Resource<>(meta, spec, newStatus);
  }
}
