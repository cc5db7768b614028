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
import io.kuma.xds.plugin.OtelCollector;
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

  private final ProxyModel proxy;
  private final Map<OtelCollector, String> names;

  private Collectors(ProxyModel proxy, Set<OtelCollector> collectors) {
    this.proxy = proxy;
    names = new LinkedHashMap<>();
    collectors.forEach(collector -> names.put(collector, CLUSTER + names.size()));
  }

  /** The collector that a backend is; empty for other backends. */
  private static Optional<OtelCollector> collector(Backend backend, ProxyModel proxy) {
    OpenTelemetry settings = backend.openTelemetry();
    return backend.type() != BackendType.OpenTelemetry || settings == null
        ? Optional.empty()
        : OtelCollector.of(proxy, settings.endpoint(), settings.backendRef());
  }

  static Collectors of(ProxyModel proxy, PolicyType<?, Conf> type) {
    Set<OtelCollector> found = new LinkedHashSet<>();
    for (Inbound inbound : proxy.inbounds()) {
      for (MatchRule<?> rule : inbound.rules(type).rules()) {
        Record conf = rule.conf();
        if (conf instanceof InboundConf said) {
          add(said.backends(), proxy, found);
        }
      }
    }
    for (Outbound outbound : proxy.outbounds()) {
      outbound.confs().get(type).ifPresent(conf -> add(conf.backends(), proxy, found));
      for (OutboundRoute route : outbound.routes()) {
        route
            .own()
            .flatMap(own -> own.confs().get(type))
            .ifPresent(conf -> add(conf.backends(), proxy, found));
      }
    }
    if (proxy.transparentProxy().isPresent()) {
      proxy.outside().get(type).ifPresent(conf -> add(conf.backends(), proxy, found));
    }
    return new Collectors(proxy, found);
  }

  private static void add(
      @Nullable List<Backend> backends, ProxyModel proxy, Set<OtelCollector> found) {
    if (backends != null) {
      backends.forEach(backend -> collector(backend, proxy).ifPresent(found::add));
    }
  }

  /** The cluster that logs for a place leave through. */
  Optional<String> cluster(Backend backend) {
    return collector(backend, proxy)
        .flatMap(collector -> Optional.ofNullable(names.get(collector)));
  }

  void forEach(BiConsumer<String, OtelCollector> action) {
    names.forEach((collector, name) -> action.accept(name, collector));
  }
}
