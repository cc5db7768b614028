package io.kuma.core.access;

import java.util.List;

/** A user and the groups it belongs to (contract 2.1). */
public record Principal(String name, List<String> groups) {
  public Principal {
    groups = List.copyOf(groups);
  }

  /** {@code name/group1,group2}. */
  @Override
  public String toString() {
    return name + "/" + String.join(",", groups);
  }
}
