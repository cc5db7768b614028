package io.kuma.core.snapshot;

/**
 * Is told when the snapshot of a mesh was replaced. Called on one thread at a time for each mesh;
 * must not block.
 */
@FunctionalInterface
public interface SnapshotListener {
  /**
   * The snapshot of a mesh was replaced.
   *
   * @param before has no resources, not even the Mesh, if the mesh was just created
   * @param after has no resources, not even the Mesh, if the mesh was deleted
   */
  void onChange(MeshSnapshot before, MeshSnapshot after, SnapshotDelta delta);
}
