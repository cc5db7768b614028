package io.kuma.policy.meshretry;

import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.Protocol;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshretry.MeshRetry.Conf;
import io.kuma.policy.meshretry.MeshRetry.Tcp;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.plugin.OutboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.RouteXds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Retries stand in routes, for HTTP and gRPC, and in the TCP proxy otherwise. A request is sent
 * anew to the whole cluster, so backends have nothing to do with it.
 */
public final class MeshRetryPlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshRetry, Conf> type;

  public MeshRetryPlugin(PolicyType<MeshRetry, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshRetry, Conf> type() {
    return type;
  }

  @Override
  public void outbound(Outbound outbound, @Nullable Conf conf, OutboundXds xds) {
    Tcp tcp = conf == null ? null : conf.tcp();
    Integer attempts = tcp == null ? null : tcp.maxConnectAttempt();
    if (attempts != null) {
      xds.chain()
          .tcp()
          .ifPresent(proxy -> proxy.setMaxConnectAttempts(ProtoValues.uint32(attempts)));
    }
  }

  @Override
  public void route(OutboundRoute route, @Nullable Conf conf, RouteXds xds) {
    if (conf != null) {
      policy(conf, xds.outbound().protocol())
          .ifPresent(policy -> xds.action().ifPresent(action -> action.setRetryPolicy(policy)));
    }
  }

  private static Optional<RetryPolicy> policy(Conf conf, Protocol protocol) {
    return switch (protocol) {
      case HTTP, HTTP2 -> Optional.ofNullable(conf.http()).flatMap(RetryPolicies::of);
      case GRPC -> Optional.ofNullable(conf.grpc()).flatMap(RetryPolicies::of);
      case KAFKA, TCP -> Optional.empty();
    };
  }
}
