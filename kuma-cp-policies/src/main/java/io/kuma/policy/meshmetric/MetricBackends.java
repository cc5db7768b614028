package io.kuma.policy.meshmetric;

import io.kuma.core.proxy.ProxyModel;
import io.kuma.policy.meshmetric.MeshMetric.Backend;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.OpenTelemetry;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.xds.plugin.OtelCollector;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The backends of a conf by name; of several that share one the last counts. */
record MetricBackends(
    Map<String, Prometheus> prometheus,
    Map<String, Collector> collectors,
    Set<OtelCollector> forwarded) {
  private static final String NOBODY_IN_PARTICULAR = "default-backend";

  static MetricBackends of(@Nullable Conf conf, ProxyModel proxy) {
    MetricBackends backends =
        new MetricBackends(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    if (conf != null) {
      PolicyRules.orEmpty(conf.backends()).forEach(backend -> backends.add(backend, proxy));
    }
    return backends;
  }

  boolean isEmpty() {
    return prometheus.isEmpty() && collectors.isEmpty() && forwarded.isEmpty();
  }

  private void add(Backend backend, ProxyModel proxy) {
    switch (backend.type()) {
      case Prometheus -> {
        Prometheus conf = backend.prometheus();
        if (conf != null) {
          prometheus.put(conf.clientId() == null ? NOBODY_IN_PARTICULAR : conf.clientId(), conf);
        }
      }
      case OpenTelemetry -> {
        OpenTelemetry conf = backend.openTelemetry();
        if (conf != null && conf.endpoint() != null && !conf.endpoint().isEmpty()) {
          Collector collector = Collector.of(conf.endpoint(), conf.refreshInterval());
          collectors.put(collector.name(), collector);
        } else if (conf != null) {
          OtelCollector.of(proxy, null, conf.backendRef())
              .ifPresent(collector -> add(collector, conf));
        }
      }
    }
  }

  /** What kuma-dp does not forward by itself goes the way of an endpoint. */
  private void add(OtelCollector found, OpenTelemetry conf) {
    if (found instanceof OtelCollector.ByAddress) {
      Collector collector = Collector.of(found.where(), conf.refreshInterval());
      collectors.put(collector.name(), collector);
    } else {
      forwarded.add(found);
    }
  }
}
