package io.kuma.policy.meshmetric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.UnifiedNaming;
import io.kuma.model.json.GoDuration;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.meshmetric.MeshMetric.Application;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What kuma-dp has to know of metrics, in the form in which it reads it (contract 4.10). */
final class MetricsDocument {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final String DEFAULT_PATH = "/metrics";

  private MetricsDocument() {}

  static JsonNode of(ProxyModel proxy, Conf conf, MetricBackends backends) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode metrics = document.putObject("observability").putObject("metrics");
    if (conf.applications() == null || conf.applications().isEmpty()) {
      metrics.putNull("applications");
    } else {
      ArrayNode applications = metrics.putArray("applications");
      conf.applications().forEach(application -> add(application, applications));
    }
    metrics.set("backends", backends(proxy, backends));
    if (conf.sidecar() != null) {
      metrics.set("sidecar", CODEC.toTree(conf.sidecar()));
    }
    ObjectNode labels = metrics.putObject("extraLabels");
    labels(proxy).forEach(labels::put);
    return document;
  }

  private static void add(Application application, ArrayNode applications) {
    ObjectNode node = applications.addObject();
    if (application.name() != null) {
      node.put("name", application.name());
    }
    node.put("path", application.path() == null ? DEFAULT_PATH : application.path())
        .put("port", application.port())
        .put("address", application.address() == null ? "" : application.address());
  }

  /** Prometheus once, for all that read. Null if there are none. */
  private static JsonNode backends(ProxyModel proxy, MetricBackends from) {
    ArrayNode backends = JsonNodeFactory.instance.arrayNode();
    if (!from.prometheus().isEmpty()) {
      backends.addObject().put("type", "Prometheus").putNull("name");
    }
    for (Collector collector : from.collectors().values()) {
      backends
          .addObject()
          .put("type", "OpenTelemetry")
          .put("name", collector.name())
          .putObject("openTelemetry")
          .put("endpoint", collector.socket(proxy.node().workdir()))
          .put("refreshInterval", GoDuration.format(collector.refreshInterval()));
    }
    return backends.isEmpty() ? NullNode.getInstance() : backends;
  }

  /** Labels that all metrics of the proxy get: what it is, and its tags. */
  private static SortedMap<String, String> labels(ProxyModel proxy) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("mesh", proxy.mesh());
    labels.put("zone", proxy.inputs().zone());
    labels.put("kuma.proxy_role", "sidecar");
    proxy.workload().ifPresent(workload -> labels.put("kuma.workload", workload));
    if (proxy.naming() instanceof UnifiedNaming) {
      // What a proxy is, is told by the names of its metrics then.
      return labels;
    }
    labels.putAll(ofTags(proxy.tags()));
    labels.put("dataplane", proxy.key().name());
    if (proxy.workload().isEmpty() && !proxy.inbounds().isEmpty()) {
      labels.put("service", proxy.inbounds().get(0).service());
    }
    return labels;
  }

  /**
   * Each tag twice: with its first value, and in the plural with all of them, so that a query can
   * look for {@code ,v1,} in it. A tag that is called like the plural of another wins.
   */
  private static SortedMap<String, String> ofTags(SortedMap<String, SortedSet<String>> tags) {
    SortedMap<String, String> labels = new TreeMap<>();
    tags.forEach(
        (key, values) -> {
          labels.put(label(key), values.first());
          labels.put(label(key + "s"), "," + String.join(",", values) + ",");
        });
    return labels;
  }

  private static String label(String text) {
    return text.replaceAll("[^a-zA-Z0-9_]", "_");
  }
}
