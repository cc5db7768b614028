package io.kuma.core.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Something that is computed from a snapshot and nothing else, and so at most once for each: an
 * index, policies in their order. An instance is its own key: keep one and use it always.
 *
 * @param <T> immutable, or at least thread-safe; must not hold the snapshot itself
 */
@FunctionalInterface
public interface Derivation<T> {
  /**
   * Computes it.
   *
   * @param before what an earlier snapshot of the mesh had, to take over what did not change; null
   *     if there is none
   */
  T derive(MeshSnapshot snapshot, @Nullable T before);
}
