package io.kuma.rest;

import io.kuma.core.access.Principal;
import java.util.List;

/**
 * Who calls: a user and the groups it belongs to (contract 2.1).
 *
 * @param from the address at the other end of the connection
 */
public record Caller(String name, List<String> groups, String from) {
  static final String AUTHENTICATED = "mesh-system:authenticated";

  static Caller admin(String from) {
    return new Caller("mesh-system:admin", List.of("mesh-system:admin", AUTHENTICATED), from);
  }

  static Caller anonymous(String from) {
    return new Caller("mesh-system:anonymous", List.of("mesh-system:unauthenticated"), from);
  }

  public Caller {
    groups = List.copyOf(groups);
  }

  Principal principal() {
    return new Principal(name, groups);
  }

  /** {@code name/group1,group2}. */
  @Override
  public String toString() {
    return principal().toString();
  }
}
