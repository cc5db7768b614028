package io.kuma.rest;

import java.util.List;

/** Who calls: a user and the groups it belongs to (contract 2.1). */
public record Caller(String name, List<String> groups) {
  static final String AUTHENTICATED = "mesh-system:authenticated";

  static final Caller ADMIN =
      new Caller("mesh-system:admin", List.of("mesh-system:admin", AUTHENTICATED));

  static final Caller ANONYMOUS =
      new Caller("mesh-system:anonymous", List.of("mesh-system:unauthenticated"));

  public Caller {
    groups = List.copyOf(groups);
  }

  /** {@code name/group1,group2}. */
  @Override
  public String toString() {
    return name + "/" + String.join(",", groups);
  }
}
