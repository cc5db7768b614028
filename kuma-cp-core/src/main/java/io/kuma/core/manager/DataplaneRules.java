package io.kuma.core.manager;

import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Tags;
import io.kuma.model.Violations;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Gateway;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Dataplane.Networking;
import io.kuma.resource.dataplane.Inbound;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Dataplane says in its tags which zone it runs in, and in a label what kind of proxy it is
 * (contract 2.4); and its mesh may be choosy about who joins (contract 3.1, {@code constraints}).
 */
public record DataplaneRules(String zone) implements ResourceRules<Dataplane> {

  @Override
  public ResourceType<Dataplane> type() {
    return CoreTypes.DATAPLANE;
  }

  @Override
  public Resource<Dataplane> complete(Resource<Dataplane> dataplane) {
    Dataplane spec = dataplane.spec();
    Networking networking = spec.networking();
    if (networking == null) {
      return dataplane;
    }
    List<Inbound> inbounds = networking.inbound().stream().map(this::inZone).toList();
    Gateway gateway = networking.gateway();
    Networking complete =
        new Networking(
            networking.address(),
            networking.advertisedAddress(),
            gateway == null ? null : new Gateway(inZone(gateway.tags()), gateway.type()),
            inbounds,
            networking.outbound(),
            networking.transparentProxying(),
            networking.admin(),
            networking.listeners());
    return dataplane.withSpec(new Dataplane(complete, spec.metrics(), spec.probes()));
  }

  @Override
  public Map<String, String> labels(Resource<Dataplane> dataplane) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Labels.PROXY_TYPE, dataplane.spec().isBuiltinGateway() ? "gateway" : "sidecar");
    for (Listener listener : dataplane.spec().listeners()) {
      switch (listener.type()) {
        case ZoneIngress -> labels.put(Labels.LISTENER_ZONE_INGRESS, "enabled");
        case ZoneEgress -> labels.put(Labels.LISTENER_ZONE_EGRESS, "enabled");
        case Unspecified -> {}
      }
    }
    return labels;
  }

  @Override
  public void checkCreate(
      Resource<Dataplane> dataplane, ResourceReader reader, Violations violations) {
    checkMembership(dataplane, reader, violations);
  }

  @Override
  public void checkUpdate(
      Resource<Dataplane> before,
      Resource<Dataplane> after,
      ResourceReader reader,
      Violations violations) {
    checkMembership(after, reader, violations);
  }

  private static void checkMembership(
      Resource<Dataplane> dataplane, ResourceReader reader, Violations violations) {
    reader
        .find(CoreTypes.MESH, CoreTypes.MESH.key("", dataplane.mesh()))
        .ifPresent(mesh -> MeshConstraints.check(mesh.spec(), dataplane.spec(), violations));
  }

  private Inbound inZone(Inbound inbound) {
    return new Inbound(
        inbound.port(),
        inbound.servicePort(),
        inbound.serviceAddress(),
        inbound.address(),
        inZone(inbound.tags()),
        inbound.health(),
        inbound.serviceProbe(),
        inbound.state(),
        inbound.name(),
        inbound.protocol());
  }

  /** Proxies without tags are selected by labels and stay without. */
  private Map<String, String> inZone(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return tags;
    }
    Map<String, String> complete = new TreeMap<>(tags);
    complete.put(Tags.ZONE, zone);
    return complete;
  }
}
