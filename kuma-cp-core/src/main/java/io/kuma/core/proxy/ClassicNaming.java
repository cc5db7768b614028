package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.model.Kri;
import io.kuma.model.Sni;
import io.kuma.model.Sni.HashedKind;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names by address, port and service: what proxies have that do not ask for unified names. */
public record ClassicNaming() implements Naming {
  private static final int HASH_BYTES = 8;

  @Override
  public String inboundListener(Inbound inbound) {
    return "inbound:" + hostAndPort(inbound.key().address(), inbound.key().port());
  }

  @Override
  public String workloadCluster(Inbound inbound) {
    return "localhost:" + inbound.workloadPort();
  }

  @Override
  public String inboundRoutes(Inbound inbound) {
    return "inbound:" + inbound.service();
  }

  @Override
  public String inboundHost(Inbound inbound) {
    return inbound.service();
  }

  @Override
  public String outboundListener(Outbound outbound) {
    return "outbound:" + hostAndPort(outbound.address(), outbound.port());
  }

  @Override
  public String outboundRoutes(Outbound outbound) {
    return outbound.destination() instanceof ResourcePort port
        ? port.kri().toString()
        : "outbound:" + outbound.service();
  }

  @Override
  public String route(Kri route, int item) {
    return route.toString();
  }

  /**
   * The service, and 16 hex digits of a hash over its tags if it is narrowed down; or the parts of
   * a resource's identifier.
   */
  @Override
  public String backend(Destination destination, SortedMap<String, String> subset) {
    if (destination instanceof ResourcePort port) {
      Kri kri = port.kri();
      return String.join(
          "_",
          kri.mesh(),
          kri.name(),
          kri.namespace(),
          kri.zone(),
          kri.type().shortName().orElseThrow(),
          Integer.toString(port.port()));
    }
    String service = ((ServiceTag) destination).service();
    if (subset.isEmpty()) {
      return service;
    }
    SortedMap<String, String> tags = new TreeMap<>(subset);
    tags.put(Tags.SERVICE, service);
    MessageDigest digest = sha256();
    tags.forEach(
        (key, value) -> {
          digest.update(key.getBytes(StandardCharsets.UTF_8));
          digest.update(value.getBytes(StandardCharsets.UTF_8));
        });
    return service + "-" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  @Override
  public String serverName(Destination destination, SortedMap<String, String> subset, String mesh) {
    if (destination instanceof ResourcePort port) {
      return Sni.hashed(kind(port), port.resource(), mesh, port.port(), Map.of());
    }
    SortedMap<String, String> tags = new TreeMap<>(subset);
    tags.put("mesh", mesh);
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(",", ((ServiceTag) destination).service() + "{", "}"));
  }

  @Override
  public String passthrough(Direction direction, boolean ipv6) {
    return direction.name().toLowerCase(Locale.ROOT) + ":passthrough:" + (ipv6 ? "ipv6" : "ipv4");
  }

  @Override
  public String admin() {
    return "kuma:envoy:admin";
  }

  @Override
  public String readiness() {
    return "kuma:readiness";
  }

  @Override
  public String dynamicConfig() {
    return "_kuma:dynamicconfig";
  }

  @Override
  public String dynamicConfigRoute(String path) {
    return dynamicConfig() + ":" + path;
  }

  @Override
  public String dynamicConfigNotModified(String path) {
    return "";
  }

  @Override
  public Optional<String> statPrefix(String listener) {
    return Optional.empty();
  }

  @Override
  public String dns() {
    return "kuma:dns";
  }

  @Override
  public String prometheusListener(String backend) {
    return "_kuma:metrics:prometheus:" + backend;
  }

  @Override
  public String prometheusCluster(String backend) {
    return "_kuma:metrics:hijacker";
  }

  @Override
  public String openTelemetryMetrics(String backend) {
    return "_kuma:metrics:opentelemetry:" + backend;
  }

  @Override
  public String traceCollector(String kind, String where) {
    return "meshtrace:" + kind;
  }

  @Override
  public String identitySecret(String mesh) {
    return "identity_cert:secret:" + mesh;
  }

  @Override
  public String authoritySecret(String mesh) {
    return "mesh_ca:secret:" + mesh;
  }

  private static HashedKind kind(ResourcePort port) {
    if (port.isExternal()) {
      return HashedKind.MESH_EXTERNAL_SERVICE;
    }
    return port.kri().type().equals(CoreTypes.MESH_MULTI_ZONE_SERVICE)
        ? HashedKind.MESH_MULTI_ZONE_SERVICE
        : HashedKind.MESH_SERVICE;
  }

  /** IPv6 addresses stand in brackets. */
  private static String hostAndPort(String address, int port) {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
