package io.kuma.policy.meshmetric;

import io.kuma.model.Resource;
import io.kuma.policy.meshmetric.MeshMetric.Backend;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.PrometheusEndpoint;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.validate.PolicyRules;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * @param labels by which series are told from others, where the proxy does not add them itself
 */
public record ScrapeTarget(
    String mesh,
    String service,
    String dataplane,
    String scheme,
    String address,
    String path,
    SortedMap<String, String> labels) {
  /** The client of backends that name none. */
  public static final String ANYBODY = "";

  private static final String NO_SERVICE = "unknown";
  private static final SortedMap<String, String> NO_LABELS = Collections.emptySortedMap();

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
      for (Backend backend : PolicyRules.orEmpty(conf.backends())) {
        Prometheus prometheus = prometheus(backend);
        if (prometheus != null) {
          targets.put(
              client(prometheus),
              new ScrapeTarget(
                  proxy.key().mesh(),
                  service(proxy),
                  proxy.key().name(),
                  MeshMetricPlugin.isProvided(prometheus.tls()) ? "https" : "http",
                  address(networking.reachableAddress(), MeshMetricPlugin.port(prometheus)),
                  MeshMetricPlugin.path(prometheus),
                  NO_LABELS));
        }
      }
    }
    return Collections.unmodifiableSortedMap(targets);
  }

  /** The target of a proxy that {@code metrics} of its mesh makes; it is for every client. */
  public static Optional<ScrapeTarget> of(Resource<Dataplane> proxy, Mesh mesh) {
    Dataplane.Networking networking = proxy.spec().networking();
    return networking == null
        ? Optional.empty()
        : PrometheusEndpoint.of(mesh, proxy.spec())
            .map(
                endpoint ->
                    new ScrapeTarget(
                        proxy.key().mesh(),
                        service(proxy),
                        proxy.key().name(),
                        endpoint.tls() == PrometheusEndpoint.Tls.providedTLS ? "https" : "http",
                        address(networking.reachableAddress(), endpoint.port()),
                        endpoint.path(),
                        tags(proxy.spec())));
  }

  /**
   * Each tag twice: its first value, and all of them under a name in the plural, {@code ,v1,v2,}. A
   * tag that is called so itself counts for more.
   */
  private static SortedMap<String, String> tags(Dataplane proxy) {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    for (Map<String, String> set : proxy.tagSets()) {
      set.forEach((tag, value) -> tags.computeIfAbsent(tag, any -> new TreeSet<>()).add(value));
    }
    SortedMap<String, String> labels = new TreeMap<>();
    tags.forEach(
        (tag, values) -> {
          labels.put(label(tag), values.first());
          labels.put(label(tag + "s"), "," + String.join(",", values) + ",");
        });
    return Collections.unmodifiableSortedMap(labels);
  }

  /** Prometheus knows fewer names. */
  private static String label(String tag) {
    return tag.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static String service(Resource<Dataplane> proxy) {
    return proxy.spec().services().stream().sorted().findFirst().orElse(NO_SERVICE);
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
