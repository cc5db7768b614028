package io.kuma.policy.meshtrace;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.trace.v3.DatadogConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.Tracing;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig.CollectorEndpointVersion;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.kuma.core.proxy.Naming;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.policy.meshtrace.MeshTrace.ApiVersion;
import io.kuma.policy.meshtrace.MeshTrace.Backend;
import io.kuma.policy.meshtrace.MeshTrace.Conf;
import io.kuma.policy.meshtrace.MeshTrace.Datadog;
import io.kuma.policy.meshtrace.MeshTrace.OpenTelemetry;
import io.kuma.policy.meshtrace.MeshTrace.Zipkin;
import io.kuma.xds.envoy.Clusters;
import io.kuma.xds.envoy.HostAndPort;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.TlsContexts;
import io.kuma.xds.plugin.OtelCollector;
import java.util.Optional;

/** Where spans go, and in which manner. */
sealed interface Provider {
  /** Empty if nothing is traced. */
  static Optional<Provider> of(Conf conf, ProxyModel proxy) {
    return conf.backends() == null
        ? Optional.empty()
        : conf.backends().stream().findFirst().flatMap(backend -> of(backend, proxy));
  }

  private static Optional<Provider> of(Backend backend, ProxyModel proxy) {
    return switch (backend.type()) {
      case Zipkin -> Optional.ofNullable(backend.zipkin()).map(ToZipkin::new);
      case Datadog -> Optional.ofNullable(backend.datadog()).map(ToDatadog::new);
      case OpenTelemetry ->
          Optional.ofNullable(backend.openTelemetry())
              .flatMap(conf -> OtelCollector.of(proxy, conf.endpoint(), conf.backendRef()))
              .map(ToOpenTelemetry::new);
    };
  }

  /**
   * How Envoy reports to it.
   *
   * @param cluster the name of its cluster
   * @param service that reports
   * @param part which of its listeners does
   */
  Tracing.Http tracer(String cluster, String service, String part);

  /** Where it is. */
  Cluster cluster(String name, boolean ipv6);

  /** What its cluster is called. */
  String cluster(Naming naming);

  private static Tracing.Http tracer(String name, Message config) {
    return Tracing.Http.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }

  /** Spans posted to a URL. */
  record ToZipkin(Zipkin settings, CollectorUrl url) implements Provider {
    ToZipkin(Zipkin settings) {
      this(settings, CollectorUrl.parse(settings.url()));
    }

    @Override
    public Tracing.Http tracer(String cluster, String service, String part) {
      ZipkinConfig.Builder config =
          ZipkinConfig.newBuilder()
              .setCollectorCluster(cluster)
              .setCollectorEndpoint(url.path())
              .setCollectorHostname(url.authority())
              .setCollectorEndpointVersion(
                  settings.apiVersion() == ApiVersion.httpProto
                      ? CollectorEndpointVersion.HTTP_PROTO
                      : CollectorEndpointVersion.HTTP_JSON)
              .setTraceId128Bit(Boolean.TRUE.equals(settings.traceId128bit()));
      if (settings.sharedSpanContext() != null) {
        config.setSharedSpanContext(BoolValue.of(settings.sharedSpanContext()));
      }
      return Provider.tracer("envoy.tracers.zipkin", config.build());
    }

    @Override
    public String cluster(Naming naming) {
      return naming.traceCollector("zipkin", settings.url());
    }

    @Override
    public Cluster cluster(String name, boolean ipv6) {
      HostAndPort address = url.address();
      Cluster.Builder cluster = Clusters.outside(name, address.host(), address.port(), ipv6);
      if (url.tls()) {
        cluster.setTransportSocket(
            TlsContexts.upstream(CommonTlsContext.getDefaultInstance(), address.host()));
      }
      return cluster.build();
    }
  }

  /** Spans for a Datadog agent. */
  record ToDatadog(Datadog settings) implements Provider {
    @Override
    public Tracing.Http tracer(String cluster, String service, String part) {
      boolean split = Boolean.TRUE.equals(settings.splitService());
      return Provider.tracer(
          "envoy.tracers.datadog",
          DatadogConfig.newBuilder()
              .setCollectorCluster(cluster)
              .setServiceName(split ? service + "_" + part : service)
              .build());
    }

    @Override
    public String cluster(Naming naming) {
      return naming.traceCollector("datadog", settings.url());
    }

    @Override
    public Cluster cluster(String name, boolean ipv6) {
      HostAndPort address = CollectorUrl.parse(settings.url()).address();
      return Clusters.outside(name, address.host(), address.port(), ipv6).build();
    }
  }

  /** Spans by gRPC. */
  record ToOpenTelemetry(OtelCollector collector) implements Provider {
    @Override
    public Tracing.Http tracer(String cluster, String service, String part) {
      return Provider.tracer(
          "envoy.tracers.opentelemetry",
          OpenTelemetryConfig.newBuilder()
              .setServiceName(service)
              .setGrpcService(
                  GrpcService.newBuilder()
                      .setEnvoyGrpc(GrpcService.EnvoyGrpc.newBuilder().setClusterName(cluster)))
              .build());
    }

    @Override
    public String cluster(Naming naming) {
      return naming.traceCollector("opentelemetry", collector.where());
    }

    @Override
    public Cluster cluster(String name, boolean ipv6) {
      return collector.cluster(name, ipv6);
    }
  }
}
