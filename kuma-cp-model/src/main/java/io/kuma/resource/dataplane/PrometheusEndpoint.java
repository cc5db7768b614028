package io.kuma.resource.dataplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.MetricsBackend;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a proxy answers Prometheus, as {@code metrics} of its mesh and of its Dataplane say: the
 * older way to have metrics, before MeshMetric.
 *
 * @param port of the proxy
 * @param path of the metrics
 */
public record PrometheusEndpoint(int port, String path, Tls tls) {
  private static final int PORT = 5670;
  private static final String PATH = "/metrics";

  /** How the port is secured. */
  public enum Tls {
    /** By the mesh's authority, if there is one. */
    activeMTLSBackend,
    /** Not at all. */
    disabled,
    /** By a certificate that the proxy has in files. */
    providedTLS;

    private static Optional<Tls> find(JsonNode conf) {
      for (Tls tls : values()) {
        if (tls.name().equals(conf.path("tls").path("mode").asText())) {
          return Optional.of(tls);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * The endpoint of a proxy; empty if its mesh has no metrics in force, or the proxy needs the port
   * for something else.
   */
  public static Optional<PrometheusEndpoint> of(Mesh mesh, Dataplane dataplane) {
    return mesh.enabledMetricsBackend()
        .map(backend -> merge(conf(backend), conf(dataplane.metrics())))
        .filter(endpoint -> !endpoint.isTaken(dataplane));
  }

  private static JsonNode conf(@Nullable MetricsBackend backend) {
    return backend == null
            || backend.conf() == null
            || !backend.type().equals(MetricsBackend.PROMETHEUS)
        ? MissingNode.getInstance()
        : backend.conf();
  }

  /**
   * What the proxy says counts for more. It cannot turn TLS off by the older {@code skipMTLS}, and
   * cannot turn the mesh's authority on: as upstream, where these are the values of nothing said.
   */
  private static PrometheusEndpoint merge(JsonNode mesh, JsonNode own) {
    Tls ofMesh =
        Tls.find(mesh)
            .orElse(mesh.path("skipMTLS").asBoolean() ? Tls.disabled : Tls.activeMTLSBackend);
    int port =
        own.path("port").asInt(0) == 0 ? mesh.path("port").asInt(0) : own.path("port").asInt();
    String path = own.path("path").asText();
    if (path.isEmpty()) {
      path = mesh.path("path").asText();
    }
    return new PrometheusEndpoint(
        port == 0 ? PORT : port,
        path.isEmpty() ? PATH : path,
        Tls.find(own).filter(tls -> tls != Tls.activeMTLSBackend).orElse(ofMesh));
  }

  /** Its own listener must not stand in the way of the workload's. */
  private boolean isTaken(Dataplane dataplane) {
    Dataplane.Networking networking = dataplane.networking();
    if (networking == null) {
      return true;
    }
    String address = networking.address();
    return networking.inbound().stream()
            .anyMatch(
                inbound ->
                    (inbound.port() == port
                            && overlap(address, inbound.effectiveAddress(networking)))
                        || (inbound.effectiveServicePort() == port
                            && overlap(
                                address,
                                inbound.serviceAddress().isEmpty()
                                    ? inbound.effectiveAddress(networking)
                                    : inbound.serviceAddress())))
        || networking.outbound().stream()
            .anyMatch(
                outbound ->
                    outbound.port() == port && overlap(address, outbound.effectiveAddress()));
  }

  private static boolean overlap(String one, String other) {
    return one.equals(other) || isWildcard(one) || isWildcard(other);
  }

  private static boolean isWildcard(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }
}
