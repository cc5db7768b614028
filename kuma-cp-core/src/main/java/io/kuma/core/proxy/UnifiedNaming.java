package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.model.Kri;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Names that tell where something comes from: identifiers of resources, {@code self_…} for what a
 * proxy has of its own and {@code system_…} for what no user made (contract 10.2). Statistics are
 * called the same.
 *
 * <p>What is known by tags has no identifier and keeps its classic name.
 */
public record UnifiedNaming() implements Naming {
  private static final ClassicNaming CLASSIC = new ClassicNaming();
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9_-]");
  private static final SortedMap<String, String> ALL_INSTANCES = new TreeMap<>();

  @Override
  public String inboundListener(Inbound inbound) {
    return "self_inbound_dp_" + inbound.name();
  }

  @Override
  public String workloadCluster(Inbound inbound) {
    return inboundListener(inbound);
  }

  @Override
  public String inboundRoutes(Inbound inbound) {
    return inboundListener(inbound);
  }

  @Override
  public String inboundHost(Inbound inbound) {
    return inboundListener(inbound);
  }

  @Override
  public String outboundListener(Outbound outbound) {
    return outbound.destination() instanceof ResourcePort
        ? backend(outbound.destination(), ALL_INSTANCES)
        : CLASSIC.outboundListener(outbound);
  }

  @Override
  public String outboundRoutes(Outbound outbound) {
    return CLASSIC.outboundRoutes(outbound);
  }

  @Override
  public String route(Kri route, int item) {
    return route.withSection("rule_" + item).toString();
  }

  @Override
  public String backend(Destination destination, SortedMap<String, String> subset) {
    return destination instanceof ResourcePort port
        ? port.kri().toString()
        : CLASSIC.backend(destination, subset);
  }

  @Override
  public String serverName(Destination destination, SortedMap<String, String> subset, String mesh) {
    return CLASSIC.serverName(destination, subset, mesh);
  }

  @Override
  public String passthrough(Direction direction, boolean ipv6) {
    return "self_transparentproxy_passthrough_"
        + direction.name().toLowerCase(Locale.ROOT)
        + (ipv6 ? "_ipv6" : "_ipv4");
  }

  @Override
  public String admin() {
    return "system_envoy_admin";
  }

  @Override
  public String readiness() {
    return "system_probe_readiness";
  }

  @Override
  public String dynamicConfig() {
    return "system_dynamicconfig";
  }

  @Override
  public String dynamicConfigRoute(String path) {
    return dynamicConfig() + path.replace('/', '_');
  }

  @Override
  public String dynamicConfigNotModified(String path) {
    return dynamicConfigRoute(path) + "_not_modified";
  }

  @Override
  public String dns() {
    return "system_dns";
  }

  @Override
  public String prometheusListener(String backend) {
    return "system_meshmetric_prometheus_" + legible(backend);
  }

  @Override
  public String prometheusCluster(String backend) {
    return prometheusListener(backend);
  }

  @Override
  public String openTelemetryMetrics(String backend) {
    return "system_meshmetric_otel_" + legible(backend);
  }

  @Override
  public String traceCollector(String kind, String where) {
    return "system_meshtrace_" + kind + "_" + legible(where);
  }

  @Override
  public String identitySecret(String mesh) {
    return "system_mtls_identity_" + mesh;
  }

  @Override
  public String authoritySecret(String mesh) {
    return "system_mtls_ca_" + mesh;
  }

  @Override
  public Optional<String> statPrefix(String listener) {
    return Optional.of(listener);
  }

  /** Addresses are in some names; what they have that names must not have becomes a hyphen. */
  private static String legible(String backend) {
    return NOT_ALLOWED.matcher(backend).replaceAll("-");
  }
}
