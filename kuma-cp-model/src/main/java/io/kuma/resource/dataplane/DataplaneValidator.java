package io.kuma.resource.dataplane;

import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.dataplane.Dataplane.Gateway;
import io.kuma.resource.dataplane.Dataplane.Listener;
import io.kuma.resource.dataplane.Dataplane.Networking;
import io.kuma.resource.dataplane.Dataplane.Probes;
import io.kuma.resource.mesh.PrometheusRules;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.Ports;
import io.kuma.resource.validate.ProxyAddresses;
import io.kuma.resource.validate.TagRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link Dataplane} cannot say; each direction has rules of its own. */
public final class DataplaneValidator implements Validator<Dataplane> {

  @Override
  public void validate(Resource<Dataplane> resource, Violations violations) {
    Dataplane dataplane = resource.spec();
    Networking networking = dataplane.networking();
    Path path = violations.at("networking");
    if (networking == null) {
      path.add("must be defined");
      return;
    }
    checkAdmin(path.field("admin").field("port"), networking);
    if (networking.gateway() != null) {
      checkGateway(path, networking, networking.gateway(), dataplane.probes() != null);
    }
    checkNetworking(path, networking);
    if (!dataplane.isBuiltinGateway()) {
      checkProbes(violations.at("probes"), dataplane.probes());
    }
    if (networking.gateway() == null && dataplane.metrics() != null) {
      PrometheusRules.check(violations.at("metrics"), dataplane.metrics());
    }
  }

  /** Envoy listens for its admin interface on the loopback address, where others may listen too. */
  private static void checkAdmin(Path path, Networking networking) {
    if (networking.admin() == null) {
      return;
    }
    int port = networking.admin().port();
    boolean inbound =
        networking.inbound().stream()
            .anyMatch(
                it ->
                    (it.port() == port
                            && ProxyAddresses.includesLoopback(it.effectiveAddress(networking)))
                        || (it.effectiveServicePort() == port
                            && ProxyAddresses.includesLoopback(it.effectiveServiceAddress())));
    if (inbound) {
      path.add("must differ from inbound");
    }
    if (networking.outbound().stream()
        .anyMatch(
            it -> it.port() == port && ProxyAddresses.includesLoopback(it.effectiveAddress()))) {
      path.add("must differ from outbound");
    }
  }

  private static void checkGateway(
      Path path, Networking networking, Gateway gateway, boolean hasProbes) {
    boolean builtin = gateway.type() == Gateway.Type.BUILTIN;
    String gateways = builtin ? "builtin gateways" : "delegated gateways";
    forbid(path, "inbound", !networking.inbound().isEmpty(), gateways);
    forbid(path, "outbound", builtin && !networking.outbound().isEmpty(), gateways);
    forbid(path, "listeners", !networking.listeners().isEmpty(), gateways);
    forbid(path, "probes", builtin && hasProbes, gateways);
    // Without tags it is selected by labels.
    if (!gateway.tags().isEmpty()) {
      Path tags = path.field("gateway").field("tags");
      String protocol = gateway.tags().getOrDefault(Tags.PROTOCOL, "tcp");
      if (!protocol.equals("tcp")) {
        tags.key(Tags.PROTOCOL)
            .add("other values than tcp are not allowed, provided value \"" + protocol + "\"");
      }
      TagRules.TAGS.requireService().check(tags, gateway.tags());
    }
  }

  private static void forbid(Path path, String field, boolean isSet, String gateways) {
    if (isSet) {
      path.field(field).add(field + " cannot be defined for " + gateways);
    }
  }

  private static void checkNetworking(Path path, Networking networking) {
    ProxyAddresses.check(path.field("address"), networking.address());
    List<Inbound> inbounds = networking.inbound();
    for (int i = 0; i < inbounds.size(); i++) {
      InboundRules.check(path.field("inbound").index(i), inbounds.get(i), networking);
    }
    List<Outbound> outbounds = networking.outbound();
    for (int i = 0; i < outbounds.size(); i++) {
      OutboundRules.check(path.field("outbound").index(i), outbounds.get(i));
    }
    TransparentProxying transparent = networking.transparentProxying();
    if (transparent != null && transparent.reachableBackends() != null) {
      // The missing letters are the contract's.
      OutboundRules.checkReachable(
          path.field("transparentProxing").field("reachableBackends").field("refs"),
          transparent.reachableBackends());
    }
    checkListeners(path.field("listeners"), networking);
  }

  private static void checkListeners(Path path, Networking networking) {
    Set<String> names =
        networking.inbound().stream()
            .map(Inbound::name)
            .collect(Collectors.toCollection(HashSet::new));
    List<Listener> listeners = networking.listeners();
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      Path place = path.index(i);
      Ports.check(place.field("port"), listener.port());
      if (!listener.address().isEmpty() && !Addresses.isIp(listener.address())) {
        place.field("address").add("address has to be valid IP address");
      }
      if (!listener.name().isEmpty() && !names.add(listener.name())) {
        place
            .field("name")
            .add("name \"" + listener.name() + "\" must be unique across inbounds and listeners");
      }
    }
  }

  private static void checkProbes(Path path, @Nullable Probes probes) {
    if (probes == null) {
      return;
    }
    Ports.check(path.field("port"), probes.port());
    for (int i = 0; i < probes.endpoints().size(); i++) {
      Probes.Endpoint endpoint = probes.endpoints().get(i);
      Path place = path.field("endpoints").index(i);
      Ports.check(place.field("inboundPort"), endpoint.inboundPort());
      checkPath(place.field("inboundPath"), endpoint.inboundPath());
      checkPath(place.field("path"), endpoint.path());
    }
  }

  private static void checkPath(Path path, String text) {
    if (Addresses.parseRequestUri(text).isEmpty()) {
      path.add("should be a valid URL Path");
    }
  }
}
