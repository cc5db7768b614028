package io.kuma.resource.validate;

import io.kuma.model.Tags;
import io.kuma.model.Violations.Path;
import java.util.List;
import java.util.Map;

/** What the tag {@code kuma.io/protocol} of something that has it may be. */
public final class ProtocolTags {
  private static final List<String> PROTOCOLS = List.of("grpc", "http", "http2", "kafka", "tcp");

  private ProtocolTags() {}

  /** Reports a protocol that is not known; without the tag there is nothing to report. */
  public static void check(Path path, Map<String, String> tags) {
    String protocol = tags.get(Tags.PROTOCOL);
    if (protocol != null && !PROTOCOLS.contains(protocol)) {
      path.key(Tags.PROTOCOL)
          .add(
              "tag \"%s\" has an invalid value \"%s\". Allowed values: %s"
                  .formatted(Tags.PROTOCOL, protocol, String.join(", ", PROTOCOLS)));
    }
  }
}
