package io.kuma.policy.meshmetric;

import io.kuma.model.Resource;
import io.kuma.policy.meshmetric.MeshMetric.Backend;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.validate.PolicyRules;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where Prometheus reads the metrics of one proxy (contract 1.4): the listener that {@link
 * MeshMetricPlugin} makes for the same backend.
 *
 * @param service the first of the proxy's services by name, {@code unknown} if it has none
 * @param dataplane the proxy's name
 * @param scheme {@code http} or {@code https}
 * @param address host and port; an IPv6 address stands in brackets
 * @param path of the metrics
 */
public record ScrapeTarget(
    String mesh, String service, String dataplane, String scheme, String address, String path) {
  /** The client of backends that name none. */
  public static final String ANYBODY = "";

  private static final String NO_SERVICE = "unknown";

  /**
   * The targets of a proxy, by the client that they are for.
   *
   * @param conf what all policies together mean for the proxy; of several backends for one client
   *     the last counts
   */
  public static SortedMap<String, ScrapeTarget> of(Resource<Dataplane> proxy, Conf conf) {
    SortedMap<String, ScrapeTarget> targets = new TreeMap<>();
    Dataplane.Networking networking = proxy.spec().networking();
    if (networking != null) {
      String service = proxy.spec().services().stream().sorted().findFirst().orElse(NO_SERVICE);
      for (Backend backend : PolicyRules.orEmpty(conf.backends())) {
        Prometheus prometheus = prometheus(backend);
        if (prometheus != null) {
          targets.put(
              client(prometheus),
              new ScrapeTarget(
                  proxy.key().mesh(),
                  service,
                  proxy.key().name(),
                  MeshMetricPlugin.isProvided(prometheus.tls()) ? "https" : "http",
                  address(networking.reachableAddress(), MeshMetricPlugin.port(prometheus)),
                  MeshMetricPlugin.path(prometheus)));
        }
      }
    }
    return Collections.unmodifiableSortedMap(targets);
  }

  /** The clients that a policy has backends for. */
  public static Set<String> clients(MeshMetric policy) {
    Set<String> clients = new HashSet<>();
    Conf conf = policy.conf();
    if (conf != null) {
      for (Backend backend : PolicyRules.orEmpty(conf.backends())) {
        Prometheus prometheus = prometheus(backend);
        if (prometheus != null) {
          clients.add(client(prometheus));
        }
      }
    }
    return clients;
  }

  private static @Nullable Prometheus prometheus(Backend backend) {
    return switch (backend.type()) {
      case Prometheus -> backend.prometheus();
      case OpenTelemetry -> null;
    };
  }

  private static String client(Prometheus backend) {
    return backend.clientId() == null ? ANYBODY : backend.clientId();
  }

  private static String address(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
