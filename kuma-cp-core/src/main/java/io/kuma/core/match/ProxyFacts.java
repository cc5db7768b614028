package io.kuma.core.match;

import io.kuma.model.Kri;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef.ProxyType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Gateway;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What policies ask about a proxy, taken from its Dataplane once for all policies.
 *
 * @param identity what policies call it by
 * @param isDelegatedGateway policies select it as a whole, for it has no ports
 * @param gatewayTags of a gateway; empty for others
 * @param ports its inbounds, then the listeners of a zone proxy
 * @param everyPort one bit for each of them; must not be changed
 */
record ProxyFacts(
    SortedMap<String, String> labels,
    Optional<Kri> identity,
    ProxyType proxyType,
    boolean isDelegatedGateway,
    Map<String, String> gatewayTags,
    List<Port> ports,
    BitSet everyPort) {

  /**
   * A port that policies can select.
   *
   * @param sectionName its name, or its number if it has no name
   * @param tags empty, not null, for listeners, which have none
   */
  record Port(InboundKey key, String sectionName, boolean isInbound, Map<String, String> tags) {}

  static ProxyFacts of(Resource<Dataplane> dataplane) {
    Dataplane spec = dataplane.spec();
    List<Port> ports = ports(spec);
    BitSet everyPort = new BitSet(ports.size());
    everyPort.set(0, ports.size());
    return new ProxyFacts(
        dataplane.meta().labels(),
        Kri.of(CoreTypes.DATAPLANE, dataplane.meta()),
        spec.gateway().isPresent() ? ProxyType.Gateway : ProxyType.Sidecar,
        spec.isDelegatedGateway(),
        spec.gateway().map(Gateway::tags).orElse(Map.of()),
        ports,
        everyPort);
  }

  String label(String key) {
    return labels.getOrDefault(key, "");
  }

  String namespace() {
    return label(Labels.NAMESPACE);
  }

  private static List<Port> ports(Dataplane spec) {
    Dataplane.Networking networking = spec.networking();
    if (networking == null) {
      return List.of();
    }
    List<Port> ports = new ArrayList<>();
    for (Inbound inbound : networking.inbound()) {
      ports.add(
          new Port(
              new InboundKey(inbound.effectiveAddress(networking), inbound.port()),
              inbound.sectionName(),
              true,
              inbound.tags()));
    }
    for (Listener listener : networking.listeners()) {
      String address = listener.address().isEmpty() ? networking.address() : listener.address();
      ports.add(
          new Port(
              new InboundKey(address, listener.port()), listener.sectionName(), false, Map.of()));
    }
    return ports;
  }
}
