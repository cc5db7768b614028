package io.kuma.core.match;

import io.kuma.model.Kri;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef.ProxyType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Gateway;
import io.kuma.resource.meshgateway.MeshGateway;
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
 * @param builtinGateway the name of the MeshGateway; empty for proxies
 * @param ports the listeners of a MeshGateway; of a proxy its inbounds, then the listeners of a
 *     zone proxy
 * @param everyPort one bit for each of them; must not be changed
 */
record ProxyFacts(
    SortedMap<String, String> labels,
    Optional<Kri> identity,
    ProxyType proxyType,
    boolean isDelegatedGateway,
    Map<String, String> gatewayTags,
    Optional<String> builtinGateway,
    List<ProxyPort> ports,
    BitSet everyPort) {

  static ProxyFacts of(Resource<Dataplane> dataplane) {
    Dataplane spec = dataplane.spec();
    List<ProxyPort> ports = ProxyPort.of(spec);
    BitSet everyPort = new BitSet(ports.size());
    everyPort.set(0, ports.size());
    return new ProxyFacts(
        dataplane.meta().labels(),
        Kri.of(CoreTypes.DATAPLANE, dataplane.meta()),
        spec.gateway().isPresent() ? ProxyType.Gateway : ProxyType.Sidecar,
        spec.isDelegatedGateway(),
        spec.gateway().map(Gateway::tags).orElse(Map.of()),
        Optional.empty(),
        ports,
        everyPort);
  }

  /** A gateway, whichever proxies it is in the end. */
  static ProxyFacts ofGateway(Resource<MeshGateway> gateway) {
    List<ProxyPort> ports = ProxyPort.of(gateway.spec());
    BitSet everyPort = new BitSet(ports.size());
    everyPort.set(0, ports.size());
    return new ProxyFacts(
        gateway.meta().labels(),
        Optional.empty(),
        ProxyType.Gateway,
        false,
        Map.of(),
        Optional.of(gateway.meta().displayName()),
        ports,
        everyPort);
  }

  String label(String key) {
    return labels.getOrDefault(key, "");
  }

  String namespace() {
    return label(Labels.NAMESPACE);
  }
}
