package io.kuma.core.match;

import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A port of a proxy that policies can select.
 *
 * @param sectionName its name, or its number if it has no name
 * @param tags empty for listeners, which have none
 */
public record ProxyPort(
    InboundKey key, String sectionName, boolean isInbound, Map<String, String> tags) {

  /** The inbounds of a proxy, then the listeners of a zone proxy. */
  public static List<ProxyPort> of(Dataplane spec) {
    Dataplane.Networking networking = spec.networking();
    if (networking == null) {
      return List.of();
    }
    List<ProxyPort> ports = new ArrayList<>();
    for (Inbound inbound : networking.inbound()) {
      ports.add(
          new ProxyPort(
              new InboundKey(inbound.effectiveAddress(networking), inbound.port()),
              inbound.sectionName(),
              true,
              inbound.tags()));
    }
    for (Listener listener : networking.listeners()) {
      String address = listener.address().isEmpty() ? networking.address() : listener.address();
      ports.add(
          new ProxyPort(
              new InboundKey(address, listener.port()), listener.sectionName(), false, Map.of()));
    }
    return ports;
  }
}
