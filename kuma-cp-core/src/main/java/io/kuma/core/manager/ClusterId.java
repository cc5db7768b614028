package io.kuma.core.manager;

import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.config.Config;
import java.util.Optional;
import java.util.UUID;

/**
 * What all control planes of one store, and of all zones below a global one, have in common: a
 * random UUID that is made once and never changes (contract 3.5).
 */
public final class ClusterId {
  private static final ResourceKey KEY = CoreTypes.CONFIG.key("", "kuma-cluster-id");

  private ClusterId() {}

  public static Essential<Config> essential() {
    return new Essential<>(CoreTypes.CONFIG, KEY, () -> new Config(UUID.randomUUID().toString()));
  }

  /** The id; empty in a zone that did not get it from its global control plane yet. */
  public static Optional<String> find(ResourceReader reader) {
    return reader.find(CoreTypes.CONFIG, KEY).map(config -> config.spec().config());
  }
}
