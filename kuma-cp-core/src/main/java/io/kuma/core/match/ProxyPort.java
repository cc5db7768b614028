package io.kuma.core.match;

import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.meshgateway.MeshGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A port of a proxy that policies can select.
 *
 * @param sectionName its name, or its number if it has no name
 * @param tags empty for listeners, which have none
 */
public record ProxyPort(
    InboundKey key, String sectionName, boolean isInbound, Map<String, String> tags) {

  /** The listeners of a gateway, with all tags by which they are selected. */
  static List<ProxyPort> of(MeshGateway gateway) {
    List<ProxyPort> ports = new ArrayList<>();
    for (MeshGateway.Listener listener : gateway.listeners()) {
      Map<String, String> tags = new TreeMap<>(gateway.tags());
      gateway.selectors().forEach(selector -> tags.putAll(selector.match()));
      tags.putAll(listener.tags());
      String host = listener.effectiveHostname();
      ports.add(
          new ProxyPort(
              new InboundKey(host, listener.port()),
              Integer.toString(listener.port()),
              true,
              tags));
    }
    return ports;
  }

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
