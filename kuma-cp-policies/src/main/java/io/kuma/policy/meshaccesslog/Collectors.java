package io.kuma.policy.meshaccesslog;

import io.kuma.core.match.MatchRule;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.BackendType;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Conf;
import io.kuma.policy.meshaccesslog.MeshAccessLog.InboundConf;
import io.kuma.policy.meshaccesslog.MeshAccessLog.OpenTelemetry;
import io.kuma.xds.envoy.HostAndPort;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry collectors that a proxy sends to, each under the name of its cluster. They are
 * numbered in the order in which inbounds and then outbounds name them.
 */
final class Collectors {
  private static final String CLUSTER = "meshaccesslog:opentelemetry:";
  private static final int DEFAULT_PORT = 4317;

  private final Map<HostAndPort, String> names;

  private Collectors(Set<HostAndPort> collectors) {
    names = new LinkedHashMap<>();
    collectors.forEach(collector -> names.put(collector, CLUSTER + names.size()));
  }

  /**
   * Where a collector is; empty for one that is known by a resource, which this control plane does
   * not have yet.
   */
  private static Optional<HostAndPort> collector(Backend backend) {
    OpenTelemetry settings = backend.openTelemetry();
    if (backend.type() != BackendType.OpenTelemetry || settings == null) {
      return Optional.empty();
    }
    String endpoint = settings.endpoint();
    return endpoint == null || endpoint.isEmpty()
        ? Optional.empty()
        : Optional.of(HostAndPort.parse(endpoint, DEFAULT_PORT));
  }

  static Collectors of(ProxyModel proxy, PolicyType<?, Conf> type) {
    Set<HostAndPort> found = new LinkedHashSet<>();
    for (Inbound inbound : proxy.inbounds()) {
      for (MatchRule<?> rule : inbound.rules(type).rules()) {
        Record conf = rule.conf();
        if (conf instanceof InboundConf said) {
          add(said.backends(), found);
        }
      }
    }
    for (Outbound outbound : proxy.outbounds()) {
      outbound.confs().get(type).ifPresent(conf -> add(conf.backends(), found));
      for (OutboundRoute route : outbound.routes()) {
        route
            .own()
            .flatMap(own -> own.confs().get(type))
            .ifPresent(conf -> add(conf.backends(), found));
      }
    }
    return new Collectors(found);
  }

  private static void add(@Nullable List<Backend> backends, Set<HostAndPort> found) {
    if (backends != null) {
      backends.forEach(backend -> collector(backend).ifPresent(found::add));
    }
  }

  /** The cluster that logs for a place leave through. */
  Optional<String> cluster(Backend backend) {
    return collector(backend).flatMap(collector -> Optional.ofNullable(names.get(collector)));
  }

  void forEach(BiConsumer<String, HostAndPort> action) {
    names.forEach((collector, name) -> action.accept(name, collector));
  }
}
