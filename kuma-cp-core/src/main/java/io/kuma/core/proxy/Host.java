package io.kuma.core.proxy;

import java.util.List;

/**
 * A host name of the mesh that a proxy answers DNS queries for.
 *
 * @param addresses what it resolves to: IPv4 and IPv6
 */
public record Host(String name, List<String> addresses) {
  public Host {
    addresses = List.copyOf(addresses);
  }
}
