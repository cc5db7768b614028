package io.kuma.core.match;

import java.util.Comparator;

/** Identifies an inbound of a proxy: where it listens. */
public record InboundKey(String address, int port) implements Comparable<InboundKey> {
  private static final Comparator<InboundKey> ORDER =
      Comparator.comparing(InboundKey::address).thenComparingInt(InboundKey::port);

  @Override
  public int compareTo(InboundKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
