package io.kuma.xds.plugin;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.kuma.core.proxy.Feature;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Resource;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Endpoint;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend.Protocol;
import io.kuma.xds.envoy.Addresses;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.HostAndPort;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.Sockets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An OpenTelemetry collector, as a proxy reaches it. Equal ones can share a cluster. */
public sealed interface OtelCollector {
  /** Where collectors listen for gRPC if nobody says otherwise. */
  int GRPC_PORT = 4317;

  /** By an address, over gRPC. */
  record ByAddress(HostAndPort address) implements OtelCollector {}

  /** Through kuma-dp, which knows what the proxy's environment has to say. */
  record ThroughKumaDp(String backend, MeshOpenTelemetryBackend spec, String socket)
      implements OtelCollector {}

  /**
   * The collector that a policy names; empty if it names none that this proxy can reach.
   *
   * @param endpoint {@code host:port}, or a host alone
   * @param reference to a backend of the mesh; counts only without an endpoint
   */
  static Optional<OtelCollector> of(
      ProxyModel proxy, @Nullable String endpoint, @Nullable OpenTelemetryBackendRef reference) {
    return endpoint != null && !endpoint.isEmpty()
        ? Optional.of(new ByAddress(HostAndPort.parse(endpoint, GRPC_PORT)))
        : proxy.telemetry().find(reference).flatMap(backend -> of(proxy, backend));
  }

  /** A proxy whose kuma-dp forwards nothing can only be told of an address, and speaks gRPC. */
  private static Optional<OtelCollector> of(
      ProxyModel proxy, Resource<MeshOpenTelemetryBackend> backend) {
    MeshOpenTelemetryBackend spec = backend.spec();
    if (isForwarded(proxy)) {
      return Optional.of(
          new ThroughKumaDp(
              backend.name(), spec, Sockets.openTelemetry(proxy.node().workdir(), backend.name())));
    }
    Endpoint endpoint = spec.endpoint();
    if (endpoint == null
        || endpoint.address() == null
        || spec.effectiveProtocol() != Protocol.grpc) {
      return Optional.empty();
    }
    int port = endpoint.port() == null ? GRPC_PORT : endpoint.port();
    return Optional.of(new ByAddress(new HostAndPort(endpoint.address(), port)));
  }

  private static boolean isForwarded(ProxyModel proxy) {
    return proxy.node().has(Feature.OTEL_VIA_KUMA_DP) && !proxy.node().workdir().isEmpty();
  }

  /** Its cluster. */
  default Cluster cluster(String name, boolean ipv6) {
    Cluster.Builder cluster;
    if (this instanceof ThroughKumaDp piped) {
      cluster = Clusters.fixed(name, Addresses.pipe(piped.socket()));
    } else if (this instanceof ByAddress direct) {
      cluster = Clusters.outside(name, direct.address().host(), direct.address().port(), ipv6);
    } else {
      throw new IllegalStateException("unknown collector " + this);
    }
    return cluster
        .putTypedExtensionProtocolOptions(
            Clusters.HTTP_OPTIONS, Packed.any(Clusters.http2().build()))
        .build();
  }

  /** What tells it from others, for names. */
  default String where() {
    if (this instanceof ByAddress direct) {
      return direct.address().host() + ":" + direct.address().port();
    }
    return ((ThroughKumaDp) this).backend();
  }

  /** Lets kuma-dp know that it is to forward a signal, if it is the one who does. */
  default void announce(ProxyXds xds, TelemetrySignal signal) {
    if (this instanceof ThroughKumaDp piped) {
      xds.forward(piped, signal);
    }
  }
}
