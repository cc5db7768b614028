package io.kuma.dp.prepare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /bootstrap} (contract 4.1): who we are, and only what we really can do.
 */
record BootstrapRequest(
    RunConfig config,
    RunConfig.Token token,
    EnvoyBinary envoy,
    Version version,
    Path workDir,
    boolean forwardsAccessLogs) {

  private static final List<String> SYSTEM_CAS =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/cert.pem");

  String toJson() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("mesh", config.proxy().mesh());
    body.put("name", config.proxy().name());
    body.put("proxyType", config.proxy().type().text());
    putIfGiven(body, "dataplaneToken", token.value());
    putIfGiven(body, "dataplaneTokenPath", token.file());
    putIfGiven(body, "dataplaneResource", config.proxy().resource());
    putIfGiven(body, "caCert", config.controlPlane().caCert());
    body.put("version", versions());
    body.put("dynamicMetadata", Map.of());
    body.put("readinessPort", config.readinessPort());
    if (config.dnsPort() != 0) {
      body.put("dnsPort", config.dnsPort());
    }
    // The name says the opposite of what it means: false is "there is no probe proxy here".
    body.put("appProbeProxyDisabled", config.probePort() != 0);
    body.put("operatingSystem", operatingSystem());
    body.put("features", features());
    body.put("workdir", workDir.toString());
    putIfGiven(body, "systemCaPath", systemCa());
    return Json.write(body);
  }

  private List<String> features() {
    List<String> features = new ArrayList<>(List.of("feature-jakarta-quick-reconnect"));
    if (config.envoy().delta()) {
      features.add("feature-delta-grpc");
    }
    if (config.dnsPort() != 0) {
      features.add("feature-embedded-dns");
    }
    if (forwardsAccessLogs) {
      features.add("feature-tcp-accesslog-via-named-pipe");
    }
    return features;
  }

  private Map<String, Object> versions() {
    Map<String, Object> kumaDp = new LinkedHashMap<>();
    kumaDp.put("version", version.contract());
    kumaDp.put("gitTag", "v" + version.contract());
    kumaDp.put("gitCommit", version.build());
    kumaDp.put("buildDate", "unknown");
    Map<String, Object> envoyVersion = new LinkedHashMap<>();
    envoyVersion.put("version", envoy.version());
    envoyVersion.put("build", envoy.build());
    envoyVersion.put("kumaDpCompatible", envoy.compatible());
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("kumaDp", kumaDp);
    versions.put("envoy", envoyVersion);
    return versions;
  }

  private static void putIfGiven(Map<String, Object> body, String key, @Nullable Object value) {
    if (value != null) {
      body.put(key, value.toString());
    }
  }

  /** Authorities that Envoy can trust for services outside the mesh. */
  private static @Nullable String systemCa() {
    for (String file : SYSTEM_CAS) {
      if (Files.isReadable(Path.of(file))) {
        return file;
      }
    }
    return null;
  }

  private static String operatingSystem() {
    String name = System.getProperty("os.name", "");
    return name.startsWith("Mac") ? "darwin" : name.startsWith("Windows") ? "windows" : "linux";
  }
}
