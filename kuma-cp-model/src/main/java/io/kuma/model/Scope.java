package io.kuma.model;

/** Whether resources of a type live inside a mesh or beside the meshes. */
public enum Scope {
  MESH("Mesh"),
  GLOBAL("Global");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  /** The spelling of {@code GET /_resources}. */
  public String wireName() {
    return wireName;
  }
}
