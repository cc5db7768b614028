package io.kuma.policy.meshmetric;

import io.kuma.policy.meshmetric.MeshMetric.Backend;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.OpenTelemetry;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.resource.validate.PolicyRules;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The backends of a conf by name; of several that share one the last counts. */
record MetricBackends(Map<String, Prometheus> prometheus, Map<String, Collector> collectors) {
  private static final String NOBODY_IN_PARTICULAR = "default-backend";

  static MetricBackends of(@Nullable Conf conf) {
    MetricBackends backends = new MetricBackends(new LinkedHashMap<>(), new LinkedHashMap<>());
    if (conf != null) {
      PolicyRules.orEmpty(conf.backends()).forEach(backends::add);
    }
    return backends;
  }

  boolean isEmpty() {
    return prometheus.isEmpty() && collectors.isEmpty();
  }

  private void add(Backend backend) {
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
        }
      }
    }
  }
}
