package io.kuma.core.proxy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is spoken on a connection, as {@code kuma.io/protocol} and {@code appProtocol} name it. */
public enum Protocol {
  HTTP,
  HTTP2,
  GRPC,
  KAFKA,
  TCP;

  /** Whether requests can be told apart, so that routes and HTTP filters have a place. */
  public boolean isHttp() {
    return this == HTTP || this == HTTP2 || this == GRPC;
  }

  /** Whatever is not known is treated as plain TCP: it can always be forwarded. */
  public static Protocol parse(@Nullable String name) {
    if (name != null) {
      for (Protocol protocol : values()) {
        if (protocol.wireName().equals(name)) {
          return protocol;
        }
      }
    }
    return TCP;
  }

  /**
   * What instances of one service speak that do not all say the same: the highest layer that they
   * share. Of no instances at all it is TCP.
   */
  public static Protocol commonOf(Collection<Protocol> protocols) {
    return protocols.stream().reduce(Protocol::common).orElse(TCP);
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Protocol common(Protocol one, Protocol other) {
    List<Protocol> layers = one.layers();
    return layers.stream().filter(other.layers()::contains).findFirst().orElse(TCP);
  }

  /** From the top down: whoever speaks gRPC speaks HTTP/2 too. */
  private List<Protocol> layers() {
    return switch (this) {
      case HTTP -> List.of(HTTP, TCP);
      case HTTP2 -> List.of(HTTP2, TCP);
      case GRPC -> List.of(GRPC, HTTP2, TCP);
      case KAFKA -> List.of(KAFKA, TCP);
      case TCP -> List.of(TCP);
    };
  }
}
