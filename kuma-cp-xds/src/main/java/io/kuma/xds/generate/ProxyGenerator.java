package io.kuma.xds.generate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.kuma.core.memo.Memo;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.generate.AdminResources.Admin;
import io.kuma.xds.plugin.FinishedResources;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spells a proxy's model out for Envoy. A function of the model: the same model gives the same
 * bytes. Thread-safe.
 */
public final class ProxyGenerator {
  /** Of some kilobytes each: certificates, mostly. */
  private static final int REMEMBERED_ADMINS = 4_000;

  private final List<PolicyPlugin<?>> plugins;
  private final SharedResources shared = new SharedResources();
  private final Memo<Admin, AdminResources.Made> admins = new Memo<>(REMEMBERED_ADMINS);

  /**
   * @param plugins in the order in which they are applied
   */
  public ProxyGenerator(List<? extends PolicyPlugin<?>> plugins) {
    this.plugins = List.copyOf(plugins);
  }

  /**
   * Clusters, endpoints and listeners; routes stand inside the listeners. The secrets that they
   * name are not made here.
   */
  public XdsResources generate(ProxyModel model) {
    ProxyPlace place = new ProxyPlace(model);
    SortedMap<String, VersionedResource> endpoints = new TreeMap<>();
    Admin admin = Admin.of(model);
    if (admin.exists()) {
      admins.get(admin, AdminResources::of).addTo(place.as(Origin.ADMIN));
    }
    model.inbounds().forEach(inbound -> addInbound(place, model, inbound));
    model.outbounds().forEach(outbound -> addOutbound(place, model, outbound));
    model
        .backends()
        .forEach(backend -> endpoints.put(backend.name(), addBackend(place, model, backend)));
    DnsResources.addTo(place.as(Origin.DNS), model);
    plugins.forEach(plugin -> proxy(plugin, model, place));
    TransparentProxyResources.addTo(place, model);
    DynamicConfigListener.addTo(place, model);
    plugins.forEach(plugin -> finish(plugin, model, place));

    Map<XdsType, SortedMap<String, VersionedResource>> byType = new EnumMap<>(XdsType.class);
    byType.put(XdsType.CLUSTER, versioned(place.clusters()));
    byType.put(XdsType.ENDPOINT, endpoints);
    byType.put(XdsType.LISTENER, versioned(place.listeners()));
    return new XdsResources(byType);
  }

  /** Whether the proxy's configuration speaks of secrets: those that its naming has names for. */
  public static boolean usesSecrets(ProxyModel model) {
    return model.mutualTls().isPresent()
        && (!model.inbounds().isEmpty()
            || model.prometheus().isPresent()
            || model.backends().stream().anyMatch(Backend::secured));
  }

  private <M extends Message> SortedMap<String, VersionedResource> versioned(
      FinishedResources<M> resources) {
    SortedMap<String, VersionedResource> versioned = new TreeMap<>();
    resources
        .byName()
        .forEach(
            (name, resource) -> versioned.put(name, shared.resource(name, resource.message())));
    return versioned;
  }

  private void addInbound(ProxyPlace place, ProxyModel model, Inbound inbound) {
    InboundPlace xds = new InboundPlace(model, inbound);
    plugins.forEach(plugin -> inbound(plugin, inbound, xds));
    place.addWorkload(xds.buildCluster());
    place.as(Origin.INBOUND).add(xds.buildListener());
  }

  private void addOutbound(ProxyPlace place, ProxyModel model, Outbound outbound) {
    OutboundPlace xds = new OutboundPlace(model, outbound);
    plugins.forEach(plugin -> outbound(plugin, outbound, xds));
    List<Route> routes = new ArrayList<>();
    for (OutboundRoute route : outbound.routes()) {
      for (RouteMatch match : RouteMatches.of(route.match())) {
        RoutePlace routeXds = new RoutePlace(model, outbound, route, match);
        plugins.forEach(plugin -> route(plugin, route, routeXds));
        routes.add(routeXds.build());
      }
    }
    place.addOutbound(xds.build(routes));
  }

  private VersionedResource addBackend(ProxyPlace place, ProxyModel model, Backend backend) {
    BackendPlace xds = new BackendPlace(model, backend);
    plugins.forEach(plugin -> backend(plugin, backend, xds));
    place.as(Origin.OUTBOUND).add(xds.build());
    return xds.buildOwnEndpoints()
        .map(own -> shared.resource(backend.name(), own))
        .orElseGet(() -> shared.endpoints(backend));
  }

  private static <C extends Record> void inbound(
      PolicyPlugin<C> plugin, Inbound inbound, InboundPlace xds) {
    plugin.inbound(inbound, inbound.rules(plugin.type()), xds);
  }

  private static <C extends Record> void outbound(
      PolicyPlugin<C> plugin, Outbound outbound, OutboundPlace xds) {
    plugin.outbound(outbound, outbound.confs().get(plugin.type()).orElse(null), xds);
  }

  private static <C extends Record> void route(
      PolicyPlugin<C> plugin, OutboundRoute route, RoutePlace xds) {
    plugin.route(route, route.confs().get(plugin.type()).orElse(null), xds);
  }

  private static <C extends Record> void backend(
      PolicyPlugin<C> plugin, Backend backend, BackendPlace xds) {
    plugin.backend(backend, backend.confs().get(plugin.type()).orElse(null), xds);
  }

  private static <C extends Record> void proxy(
      PolicyPlugin<C> plugin, ProxyModel model, ProxyPlace place) {
    plugin.proxy(
        model, model.confs().get(plugin.type()).orElse(null), place.as(Origin.of(plugin.type())));
  }

  private static <C extends Record> void finish(
      PolicyPlugin<C> plugin, ProxyModel model, ProxyPlace place) {
    plugin.finish(model, model.confs().get(plugin.type()).orElse(null), place);
  }
}
