package io.kuma.policy.meshhealthcheck;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.type.v3.Percent;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Protocol;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.IntOrString;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Conf;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Grpc;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Http;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Tcp;
import io.kuma.xds.plugin.BackendXds;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cluster has one active check: that of its protocol or, where this is switched off, that by
 * bytes.
 */
public final class MeshHealthCheckPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshHealthCheck, Conf> type;

  public MeshHealthCheckPlugin(PolicyType<MeshHealthCheck, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshHealthCheck, Conf> type() {
    return type;
  }

  @Override
  public void backend(Backend backend, @Nullable Conf conf, BackendXds xds) {
    if (conf == null || backend.isExternal()) {
      // What is outside of the mesh is for the zone egress to watch, which alone speaks with it.
      return;
    }
    panic(xds.cluster(), conf);
    HealthChecks checks = new HealthChecks(conf);
    Http http = conf.http();
    Grpc grpc = conf.grpc();
    Tcp tcp = conf.tcp();
    switch (backend.protocol()) {
      case HTTP, HTTP2 -> {
        if (http != null && !isTrue(http.disabled())) {
          boolean http2 = backend.protocol() == Protocol.HTTP2;
          xds.cluster().addHealthChecks(checks.byHttp(http, http2, tags(xds.proxy())));
        } else if (http != null) {
          byBytes(tcp, checks, xds.cluster());
        }
      }
      case GRPC -> {
        if (grpc != null && !isTrue(grpc.disabled())) {
          xds.cluster().addHealthChecks(checks.byGrpc(grpc));
        } else if (grpc != null) {
          byBytes(tcp, checks, xds.cluster());
        }
      }
      case TCP -> byBytes(tcp, checks, xds.cluster());
      case KAFKA -> {
        // Bytes out of turn would be taken for a broken client.
      }
    }
  }

  private static void byBytes(@Nullable Tcp tcp, HealthChecks checks, Cluster.Builder cluster) {
    if (tcp != null && !isTrue(tcp.disabled())) {
      cluster.addHealthChecks(checks.byBytes(tcp));
    }
  }

  private static void panic(Cluster.Builder cluster, Conf conf) {
    IntOrString threshold = conf.healthyPanicThreshold();
    if (threshold != null) {
      threshold
          .toDecimal()
          .ifPresent(
              percent ->
                  cluster
                      .getCommonLbConfigBuilder()
                      .setHealthyPanicThreshold(
                          Percent.newBuilder().setValue(percent.doubleValue())));
    }
    // Envoy knows it only where it does not spread requests over localities by their weight.
    if (conf.failTrafficOnPanic() != null
        && !cluster.getCommonLbConfig().hasLocalityWeightedLbConfig()) {
      cluster
          .getCommonLbConfigBuilder()
          .getZoneAwareLbConfigBuilder()
          .setFailTrafficOnPanic(conf.failTrafficOnPanic());
    }
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  /** Who is asking, as proxies tell each other: {@code &team=a&&version=v1,v2&}. */
  private static String tags(ProxyModel proxy) {
    return proxy.tags().entrySet().stream()
        .map(tag -> "&" + tag.getKey() + "=" + String.join(",", tag.getValue()) + "&")
        .collect(Collectors.joining());
  }
}
