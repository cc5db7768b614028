package io.kuma.resource.validate;

import io.kuma.model.Violations.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ports of destinations may speak. An absent protocol is fine. */
public final class AppProtocols {
  /** Sorted, as the message names them. */
  private static final List<String> KNOWN = List.of("grpc", "http", "http2", "kafka", "tcp");

  private AppProtocols() {}

  /** Reports a protocol that is not known. */
  public static void check(Path path, @Nullable String protocol) {
    if (protocol != null && !KNOWN.contains(protocol)) {
      path.add("appProtocol must be one of: " + String.join(", ", KNOWN));
    }
  }
}
