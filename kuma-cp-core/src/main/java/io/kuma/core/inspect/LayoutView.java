package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.identity.MeshIdentities;
import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.proxy.Destinations;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.template.TemplateFault;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import java.util.Locale;
import java.util.Optional;

/** {@code _layout}: the parts of a proxy, each with its identifier and its name at Envoy. */
public final class LayoutView {
  private final SpiffeIds spiffeIds;

  public LayoutView(SpiffeIds spiffeIds) {
    this.spiffeIds = spiffeIds;
  }

  /** The layout of a proxy in a mesh where services are real resources only. */
  public ObjectNode of(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    Kri kri = Kri.of(CoreTypes.DATAPLANE, dataplane.meta()).orElseThrow();
    ObjectNode tree = Trees.object().put("kri", kri.toString());
    tree.set("labels", Trees.strings(dataplane.meta().labels()));
    spiffeId(snapshot, dataplane).ifPresent(id -> tree.put("spiffeId", id));
    ArrayNode inbounds = tree.putArray("inbounds");
    for (Inbound inbound : dataplane.spec().inbounds()) {
      part(inbounds, kri.withSection(inbound.sectionName()), inbound.port())
          .put("protocol", inbound.effectiveProtocol())
          .put("proxyResourceName", "self_inbound_dp_" + inbound.sectionName());
    }
    ArrayNode outbounds = tree.putArray("outbounds");
    for (Destinations.Port port : Destinations.of(snapshot, dataplane, Mode.Exclusive)) {
      part(outbounds, port.kri(), port.number())
          .put("protocol", port.protocol().wireName())
          .put("proxyResourceName", port.kri().toString());
    }
    ArrayNode listeners = tree.putArray("listeners");
    for (Listener listener : dataplane.spec().listeners()) {
      String type = listener.type().name();
      part(listeners, kri.withSection(listener.sectionName()), listener.port())
          .put("type", type)
          .put(
              "proxyResourceName",
              "self_%s_dp_%s".formatted(type.toLowerCase(Locale.ROOT), listener.sectionName()));
    }
    return tree;
  }

  private static ObjectNode part(ArrayNode list, Kri kri, int port) {
    return list.addObject().put("kri", kri.toString()).put("port", port);
  }

  /** None for a proxy whose labels do not have what the identity's templates ask for. */
  private Optional<String> spiffeId(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    try {
      return MeshIdentities.find(snapshot.all(CoreTypes.MESH_IDENTITY), dataplane)
          .filter(MeshIdentities::isReady)
          .map(identity -> spiffeIds.of(identity, dataplane));
    } catch (TemplateFault e) {
      return Optional.empty();
    }
  }
}
