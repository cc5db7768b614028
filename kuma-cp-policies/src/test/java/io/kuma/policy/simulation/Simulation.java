package io.kuma.policy.simulation;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.policy.simulation.Outcome.Failed;
import io.kuma.policy.simulation.Outcome.Forbidden;
import io.kuma.policy.simulation.Outcome.Reached;
import io.kuma.policy.simulation.Outcome.Redirected;
import io.kuma.xds.generate.ProxyGenerator;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Proxies of a mesh, and calls between their workloads. */
public final class Simulation {
  private final Map<String, SimulatedProxy> proxies = new LinkedHashMap<>();

  public Simulation(Collection<ProxyModel> models, ProxyGenerator generator) {
    models.forEach(
        model ->
            proxies.put(model.key().name(), new SimulatedProxy(model, generator.generate(model))));
  }

  /** A call of the workload beside {@code client}, through both proxies. */
  public Outcome call(String client, Call call) {
    try {
      SimulatedProxy from = proxy(client);
      Optional<Listener> listener = from.listener("127.0.0.1", call.port());
      if (listener.isEmpty()) {
        return new Failed("nobody listens on port " + call.port());
      }
      FilterChain chain = listener.get().getFilterChains(0);
      Optional<HttpConnectionManager> http = SimulatedProxy.http(chain);
      return http.isPresent()
          ? routed(from, http.get(), call)
          : spread(from, Map.of(tcp(chain).getCluster(), 1));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A caller outside of the mesh, without a certificate, straight at an inbound of {@code server}.
   */
  public Outcome callFromOutside(String server, String address, int port) {
    try {
      return admitted(proxy(server), new TreeSet<>(), address, port, false);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome routed(SimulatedProxy from, HttpConnectionManager http, Call call)
      throws InvalidProtocolBufferException {
    Optional<Route> route =
        Routing.route(http.getRouteConfig().getVirtualHosts(0).getRoutesList(), call);
    if (route.isEmpty()) {
      return new Failed("no route");
    }
    if (route.get().hasRedirect()) {
      var redirect = route.get().getRedirect();
      return new Redirected(redirect.getHostRedirect(), redirect.getPathRedirect());
    }
    return spread(from, shares(route.get().getRoute()));
  }

  private static Map<String, Integer> shares(RouteAction action) {
    if (action.hasCluster()) {
      return Map.of(action.getCluster(), 1);
    }
    Map<String, Integer> shares = new LinkedHashMap<>();
    action
        .getWeightedClusters()
        .getClustersList()
        .forEach(
            cluster ->
                shares.merge(cluster.getName(), cluster.getWeight().getValue(), Integer::sum));
    return shares;
  }

  /** Every endpoint must admit the call; the first that does not is the outcome. */
  private Outcome spread(SimulatedProxy from, Map<String, Integer> shares)
      throws InvalidProtocolBufferException {
    SortedMap<String, Integer> reached = new TreeMap<>();
    for (Map.Entry<String, Integer> share : shares.entrySet()) {
      Cluster cluster = from.cluster(share.getKey());
      List<SocketAddress> endpoints = from.endpoints(cluster);
      if (endpoints.isEmpty()) {
        return new Failed("no healthy upstream: " + cluster.getName());
      }
      for (SocketAddress endpoint : endpoints) {
        Outcome outcome = connect(from, cluster, endpoint);
        if (outcome instanceof Reached workload) {
          workload
              .shares()
              .keySet()
              .forEach(name -> reached.merge(name, share.getValue(), Integer::sum));
        } else {
          return outcome;
        }
      }
    }
    return new Reached(reached);
  }

  private Outcome connect(SimulatedProxy from, Cluster cluster, SocketAddress endpoint)
      throws InvalidProtocolBufferException {
    for (SimulatedProxy to : proxies.values()) {
      if (to.listener(endpoint.getAddress(), endpoint.getPortValue()).isPresent()) {
        return SimulatedProxy.accepts(cluster, to.identity())
            ? admitted(
                to,
                from.identity(),
                endpoint.getAddress(),
                endpoint.getPortValue(),
                cluster.hasTransportSocket())
            : new Failed(from.name() + " does not accept the certificate of " + to.name());
      }
    }
    return new Failed("connection refused");
  }

  private static Outcome admitted(
      SimulatedProxy to, SortedSet<String> caller, String address, int port, boolean meshTls)
      throws InvalidProtocolBufferException {
    Listener listener =
        to.listener(address, port).orElseThrow(() -> new AssertionError("no listener at " + port));
    Optional<FilterChain> chain = SimulatedProxy.chain(listener, meshTls);
    if (chain.isEmpty()) {
      return new Failed("no filter chain");
    }
    boolean demandsCertificate =
        SimulatedProxy.demandsCertificate(chain.get().getTransportSocket());
    if (demandsCertificate != meshTls) {
      return new Failed(meshTls ? "TLS was not understood" : "a certificate is required");
    }
    Admission admission = new Admission(caller);
    for (Filter filter : chain.get().getFiltersList()) {
      if (refuses(admission, filter.getTypedConfig())) {
        return new Forbidden(to.name());
      }
    }
    Optional<HttpConnectionManager> http = SimulatedProxy.http(chain.get());
    String cluster;
    if (http.isPresent()) {
      for (HttpFilter filter : http.get().getHttpFiltersList()) {
        if (refuses(admission, filter.getTypedConfig())) {
          return new Forbidden(to.name());
        }
      }
      cluster = http.get().getRouteConfig().getVirtualHosts(0).getRoutes(0).getRoute().getCluster();
    } else {
      cluster = tcp(chain.get()).getCluster();
    }
    SocketAddress workload = to.endpoints(to.cluster(cluster)).get(0);
    return new Reached(new TreeMap<>(Map.of(to.name() + ":" + workload.getPortValue(), 1)));
  }

  private static boolean refuses(Admission admission, Any config)
      throws InvalidProtocolBufferException {
    if (config.is(io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.class)) {
      var rbac = config.unpack(io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.class);
      return !(rbac.hasMatcher()
          ? admission.allows(rbac.getMatcher())
          : admission.allows(rbac.getRules()));
    }
    if (config.is(io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.class)) {
      var rbac = config.unpack(io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.class);
      return !(rbac.hasMatcher()
          ? admission.allows(rbac.getMatcher())
          : admission.allows(rbac.getRules()));
    }
    return false;
  }

  private static TcpProxy tcp(FilterChain chain) throws InvalidProtocolBufferException {
    return chain.getFilters(chain.getFiltersCount() - 1).getTypedConfig().unpack(TcpProxy.class);
  }

  private SimulatedProxy proxy(String name) {
    SimulatedProxy proxy = proxies.get(name);
    if (proxy == null) {
      throw new AssertionError("no proxy " + name);
    }
    return proxy;
  }
}
