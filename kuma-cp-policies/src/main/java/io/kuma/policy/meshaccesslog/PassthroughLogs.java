package io.kuma.policy.meshaccesslog;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.kuma.core.proxy.Protocol;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Conf;
import io.kuma.xds.envoy.Packed;
import java.util.List;

/** Loggers at the end of every chain of a listener that other policies have filled. */
final class PassthroughLogs {
  private PassthroughLogs() {}

  static Listener add(Listener listener, Conf conf, Loggers loggers) {
    Listener.Builder logged = listener.toBuilder();
    for (FilterChain.Builder chain : logged.getFilterChainsBuilderList()) {
      for (Filter.Builder filter : chain.getFiltersBuilderList()) {
        add(filter, conf, loggers);
      }
    }
    return logged.build();
  }

  private static void add(Filter.Builder filter, Conf conf, Loggers loggers) {
    try {
      if (filter.getTypedConfig().is(TcpProxy.class)) {
        TcpProxy.Builder proxy = filter.getTypedConfig().unpack(TcpProxy.class).toBuilder();
        proxy.addAllAccessLog(logs(conf, loggers, Protocol.TCP));
        filter.setTypedConfig(Packed.any(proxy.build()));
      } else if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        HttpConnectionManager.Builder manager =
            filter.getTypedConfig().unpack(HttpConnectionManager.class).toBuilder();
        manager.addAllAccessLog(logs(conf, loggers, Protocol.HTTP));
        filter.setTypedConfig(Packed.any(manager.build()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a filter that we made cannot be read", e);
    }
  }

  private static List<AccessLog> logs(Conf conf, Loggers loggers, Protocol protocol) {
    List<Backend> backends = conf.backends() == null ? List.of() : conf.backends();
    return backends.stream()
        .flatMap(backend -> loggers.logger(backend, protocol).stream())
        .map(AccessLog.Builder::build)
        .toList();
  }
}
