package io.kuma.core.match;

import io.kuma.model.Labels;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a port of a service of Kubernetes was called before there were MeshServices: {@code
 * <name>_<namespace>_svc_<port>}, without the port for what has none. References may still say it.
 */
record KubernetesServiceName(String name, String namespace, Optional<Integer> port) {

  /** Empty if {@code text} is the name of something else. */
  static Optional<KubernetesServiceName> parse(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split("_", -1);
    if (parts.length < 3 || parts.length > 4 || !parts[2].equals("svc")) {
      return Optional.empty();
    }
    if (parts.length == 3) {
      return Optional.of(new KubernetesServiceName(parts[0], parts[1], Optional.empty()));
    }
    try {
      return Optional.of(
          new KubernetesServiceName(parts[0], parts[1], Optional.of(Integer.valueOf(parts[3]))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The labels of the MeshService that it became. */
  Map<String, String> labels() {
    return Map.of(Labels.DISPLAY_NAME, name, Labels.NAMESPACE, namespace);
  }
}
