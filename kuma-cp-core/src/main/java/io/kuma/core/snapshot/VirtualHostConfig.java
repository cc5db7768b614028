package io.kuma.core.snapshot;

import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Config that keeps the virtual hosts of a mesh. Configs are of no mesh, but this one is. */
public final class VirtualHostConfig {
  private static final Pattern NAME = Pattern.compile("kuma-(.+)-dns-vips");

  private VirtualHostConfig() {}

  /** The one of a mesh. */
  public static ResourceKey key(String mesh) {
    return CoreTypes.CONFIG.key("", "kuma-" + mesh + "-dns-vips");
  }

  /** The mesh whose virtual hosts a resource keeps; empty for all other resources. */
  public static Optional<String> mesh(ResourceKey key) {
    if (!key.type().equals(CoreTypes.CONFIG.name())) {
      return Optional.empty();
    }
    Matcher name = NAME.matcher(key.name());
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
