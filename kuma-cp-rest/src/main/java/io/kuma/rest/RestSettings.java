package io.kuma.rest;

import java.util.List;
import java.util.Optional;

/**
 * What the API needs to know of the configuration.
 *
 * @param localhostIsAdmin callers on the same machine are administrators (contract 2.1)
 * @param rootUrl what links start with; empty means the address that the caller used
 * @param adminUsers users who may read and write admin-only types and issue tokens
 * @param adminGroups groups who may
 */
public record RestSettings(
    boolean localhostIsAdmin,
    Optional<String> rootUrl,
    List<String> adminUsers,
    List<String> adminGroups) {
  public RestSettings {
    adminUsers = List.copyOf(adminUsers);
    adminGroups = List.copyOf(adminGroups);
  }

  /** The contract's defaults. */
  public static RestSettings defaults() {
    return new RestSettings(
        true, Optional.empty(), List.of("mesh-system:admin"), List.of("mesh-system:admin"));
  }
}
