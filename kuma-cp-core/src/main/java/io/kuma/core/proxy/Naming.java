package io.kuma.core.proxy;

import io.kuma.model.Kri;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How Envoy's resources are called. Names are part of the contract (10.2): operators write them in
 * MeshProxyPatches and read them in statistics.
 */
public sealed interface Naming permits ClassicNaming, UnifiedNaming {

  String inboundListener(Inbound inbound);

  /** The cluster of the workload behind an inbound. */
  String workloadCluster(Inbound inbound);

  String inboundRoutes(Inbound inbound);

  /** The virtual host of an inbound, which takes requests for whatever host. */
  String inboundHost(Inbound inbound);

  String outboundListener(Outbound outbound);

  String outboundRoutes(Outbound outbound);

  /**
   * A rule of a route.
   *
   * @param item the position, in the route's {@code to}, of what it stands under
   */
  String route(Kri route, int item);

  /** The cluster of a destination's instances, narrowed down by tags; empty for all of them. */
  String backend(Destination destination, SortedMap<String, String> subset);

  /** The server name that tells instances apart on the way through a zone proxy. */
  String serverName(Destination destination, SortedMap<String, String> subset, String mesh);

  /** The listener and cluster for connections that no other listener takes. */
  String passthrough(Direction direction, boolean ipv6);

  /** The listener and cluster of Envoy's own administration. */
  String admin();

  /** The cluster of kuma-dp's readiness endpoint. */
  String readiness();

  /** The listener that hands kuma-dp its own configuration. */
  String dynamicConfig();

  /** The route to a document of kuma-dp's configuration; empty for none. */
  String dynamicConfigRoute(String path);

  /** The route that says that kuma-dp has the newest document already; empty for none. */
  String dynamicConfigNotModified(String path);

  /** The listener that answers DNS queries. */
  String dns();

  /** The listener that Prometheus reads metrics from. */
  String prometheusListener(String backend);

  /** The cluster of kuma-dp's metrics, which that listener leads to. */
  String prometheusCluster(String backend);

  /** The listener and cluster on the way of metrics to an OpenTelemetry collector. */
  String openTelemetryMetrics(String backend);

  /**
   * The cluster of whoever collects traces.
   *
   * @param kind what is spoken with it
   * @param where its address, as users say it
   */
  String traceCollector(String kind, String where);

  /** The certificate that the mesh's authority vouches with. */
  String identitySecret(String mesh);

  /** The mesh's authority. */
  String authoritySecret(String mesh);

  /** The certificate that the proxy shows. */
  default String identitySecret(MutualTls tls) {
    return tls.identity()
        .map(identity -> identity.kri().toString())
        .orElseGet(() -> identitySecret(tls.mesh()));
  }

  /** Whom it believes. */
  default String authoritySecret(MutualTls tls) {
    return tls.usesTrustDomains() ? "system_trust_bundle" : authoritySecret(tls.mesh());
  }

  /** What the statistics of a listener begin with; empty to leave it to Envoy. */
  Optional<String> statPrefix(String listener);

  /** Which way traffic goes, seen from the workload. */
  enum Direction {
    INBOUND,
    OUTBOUND
  }
}
