package io.kuma.dp.metrics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Envoy's metrics as the mesh wants to see them: those that are wanted, clusters of one service
 * summed up, and what is traffic of the mesh marked as such.
 */
final class EnvoyMetrics {
  private static final String CLUSTER = "envoy_cluster_name";
  private static final String HTTP = "envoy_http_conn_manager_prefix";
  private static final List<String> ENTITIES = List.of(CLUSTER, HTTP, "envoy_listener_address");
  private static final Map<String, String> MESH_TRAFFIC = Map.of("kuma_io_mesh_traffic", "true");

  /** A part of a service, told from others by a hash over its tags. */
  private static final Pattern PART = Pattern.compile("(.*)-[0-9a-f]{16}");

  private static final List<String> OWN_PREFIXES = List.of("system_", "_kuma", "meshtrace_");
  private static final Set<String> OWN =
      Set.of(
          "admin",
          "ads_cluster",
          "access_log_sink",
          "kuma_envoy_admin",
          "kuma_readiness",
          "kuma_dns");

  private final MetricsConfig config;
  private final StringBuilder out;

  // Of the metric that is being read: one after the other, all its lines together.
  private @Nullable String type;
  private String family = "";
  private final Map<String, Sample> series = new LinkedHashMap<>();

  private EnvoyMetrics(MetricsConfig config, StringBuilder out) {
    this.config = config;
    this.out = out;
  }

  /** Appends those that are wanted. */
  static void append(String text, MetricsConfig config, StringBuilder out) {
    EnvoyMetrics metrics = new EnvoyMetrics(config, out);
    text.lines().forEach(metrics::read);
    metrics.finish();
  }

  private void read(String line) {
    if (line.startsWith("# TYPE ")) {
      finish();
      String[] words = line.split(" ", 4);
      family = words.length > 2 ? words[2] : "";
      type = line;
    } else if (!line.isBlank() && !line.startsWith("#")) {
      Sample.parse(line).filter(sample -> config.wants(family)).ifPresent(this::add);
    }
  }

  private void add(Sample sample) {
    if (config.profile() == Profile.Basic && isOwn(sample)) {
      return;
    }
    Sample named = named(sample).with(isMeshTraffic(sample) ? MESH_TRAFFIC : Map.of());
    Sample labelled = named.with(config.labels());
    series.merge(labelled.series(), labelled, EnvoyMetrics::sum);
  }

  /** Whether it is about what no user made. */
  private static boolean isOwn(Sample sample) {
    return ENTITIES.stream().anyMatch(label -> isOwn(sample.labels().get(label)));
  }

  private static boolean isOwn(@Nullable String entity) {
    return entity != null
        && (OWN.contains(entity) || OWN_PREFIXES.stream().anyMatch(entity::startsWith));
  }

  private static boolean isMeshTraffic(Sample sample) {
    return Optional.ofNullable(sample.labels().get(CLUSTER))
        .or(() -> Optional.ofNullable(sample.labels().get(HTTP)))
        .filter(entity -> !isOwn(entity))
        .isPresent();
  }

  private static Sample named(Sample sample) {
    String cluster = sample.labels().get(CLUSTER);
    Matcher part = cluster == null ? null : PART.matcher(cluster);
    if (part == null || !part.matches()) {
      return sample;
    }
    Map<String, String> labels = new LinkedHashMap<>(sample.labels());
    labels.put(CLUSTER, part.group(1));
    return new Sample(sample.name(), labels, sample.value());
  }

  /** Counts and sums can be added up; so can the buckets of histograms, which have equal bounds. */
  private static Sample sum(Sample one, Sample other) {
    try {
      BigDecimal sum = new BigDecimal(one.value()).add(new BigDecimal(other.value()));
      return new Sample(one.name(), one.labels(), sum.toPlainString());
    } catch (NumberFormatException e) {
      // NaN, or with a time: there is nothing to add.
      return one;
    }
  }

  private void finish() {
    if (!series.isEmpty() && type != null) {
      out.append(type).append('\n');
    }
    series.values().forEach(sample -> out.append(sample).append('\n'));
    series.clear();
    type = null;
  }
}
