package io.kuma.dp.metrics;

import java.util.List;
import java.util.Set;

/** Sets of Envoy's metrics that make sense together; each holds those after it. */
enum Profile {
  All,
  Basic,
  None;

  /** What dashboards and alerts about traffic need, and about DNS. */
  private static final List<String> BASIC_PARTS =
      List.of(
          "rq_time",
          "cx_length_ms",
          "cx_count",
          "_rq",
          "bytes",
          "timeout",
          "health_check",
          "lb_healthy_panic",
          "cx_destroy",
          "error",
          "fail",
          "reset",
          "eject",
          "overflow",
          "cancelled",
          "max_duration_reached",
          "no_cluster",
          "no_route",
          "no_filter_chain",
          "reject",
          "denied",
          "days_until_first_cert_expiring",
          "rbac",
          "cx_active",
          "cx_connect",
          "circuit_breakers",
          "cx_total",
          "ssl_handshake",
          "ssl_context_update_by_sds");

  private static final List<String> BASIC_PREFIXES =
      List.of(
          "envoy_server",
          "envoy_control_plane",
          "envoy_dns_filter",
          "envoy_dns_cares",
          "kuma_dp_dns");

  private static final Set<String> BASIC_NAMES =
      Set.of(
          "envoy_cluster_membership_degraded",
          "envoy_cluster_membership_healthy",
          "envoy_cluster_membership_total");

  /** Whether a metric of this name is in the set. */
  boolean holds(String name) {
    return switch (this) {
      case All -> true;
      case Basic ->
          BASIC_NAMES.contains(name)
              || BASIC_PREFIXES.stream().anyMatch(name::startsWith)
              || BASIC_PARTS.stream().anyMatch(name::contains);
      case None -> false;
    };
  }
}
