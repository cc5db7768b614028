package io.kuma.xds.bootstrap;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What kuma-dp says of itself when it asks for a configuration (contract 4.1). What it leaves out
 * is empty, 0 or false.
 *
 * @param mesh empty for proxies of a zone
 * @param proxyType {@code dataplane}, {@code ingress} or {@code egress}
 * @param dataplaneToken empty if it is read from a file
 * @param dataplaneTokenPath where Envoy can read it again
 * @param dataplaneResource the Dataplane as JSON or YAML; empty if it is stored already
 * @param caCert PEM of the authority that kuma-dp trusts; empty if it checks against the server's
 *     own certificate
 * @param appProbeProxyEnabled named the other way round on the wire, by history
 * @param features what kuma-dp can do, sorted
 * @param workdir the directory of its sockets
 * @param transparentProxy how traffic is redirected to it, passed on as it is
 */
record BootstrapRequest(
    String mesh,
    String name,
    String proxyType,
    String dataplaneToken,
    String dataplaneTokenPath,
    String dataplaneResource,
    Version version,
    String caCert,
    SortedMap<String, String> dynamicMetadata,
    int dnsPort,
    int readinessPort,
    @JsonProperty("appProbeProxyDisabled") boolean appProbeProxyEnabled,
    String operatingSystem,
    SortedSet<String> features,
    Resources resources,
    String workdir,
    MetricsResources metricsResources,
    String systemCaPath,
    @JsonAlias("dataplaneConfig") @Nullable JsonNode transparentProxy,
    boolean ipv6Enabled,
    SpireResources spireResources,
    @Nullable OtelInventory otelEnv) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  // What was left out arrives as null, whatever the type says.
  BootstrapRequest {
    mesh = orEmpty(mesh);
    name = orEmpty(name);
    proxyType = orEmpty(proxyType).isEmpty() ? "dataplane" : proxyType;
    dataplaneToken = orEmpty(dataplaneToken);
    dataplaneTokenPath = orEmpty(dataplaneTokenPath);
    dataplaneResource = orEmpty(dataplaneResource);
    version = orElse(version, Version.UNKNOWN);
    caCert = orEmpty(caCert);
    dynamicMetadata =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(orElse(dynamicMetadata, Collections.emptySortedMap())));
    operatingSystem = orEmpty(operatingSystem);
    features =
        Collections.unmodifiableSortedSet(
            new TreeSet<>(orElse(features, Collections.emptySortedSet())));
    resources = orElse(resources, new Resources(0));
    workdir = orEmpty(workdir);
    metricsResources = orElse(metricsResources, new MetricsResources("", ""));
    systemCaPath = orEmpty(systemCaPath);
    spireResources = orElse(spireResources, new SpireResources(""));
  }

  /**
   * Reads the body of a request; fields that it does not know are ignored.
   *
   * @throws BootstrapRefused if it is no JSON, or has values of wrong types
   */
  static BootstrapRequest parse(String json) throws BootstrapRefused {
    try {
      BootstrapRequest request = MAPPER.readValue(json, BootstrapRequest.class);
      if (request == null) {
        throw BootstrapRefused.unreadable();
      }
      return request;
    } catch (JsonProcessingException e) {
      throw BootstrapRefused.unreadable();
    }
  }

  boolean has(String feature) {
    return features.contains(feature);
  }

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "BootstrapRequest[" + proxyType + " " + mesh + "/" + name + "]";
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static <T> T orElse(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  /** What runs there. */
  record Version(KumaDp kumaDp, Envoy envoy) {
    static final Version UNKNOWN =
        new Version(new KumaDp("", "", "", ""), new Envoy("", "", false));

    Version {
      kumaDp = orElse(kumaDp, new KumaDp("", "", "", ""));
      envoy = orElse(envoy, new Envoy("", "", false));
    }
  }

  /** The version of kuma-dp. */
  record KumaDp(String version, String gitTag, String gitCommit, String buildDate) {
    KumaDp {
      version = orEmpty(version);
      gitTag = orEmpty(gitTag);
      gitCommit = orEmpty(gitCommit);
      buildDate = orEmpty(buildDate);
    }
  }

  /** The version of Envoy. */
  record Envoy(String version, String build, boolean kumaDpCompatible) {
    Envoy {
      version = orEmpty(version);
      build = orEmpty(build);
    }
  }

  /** The memory that Envoy may use, in bytes; 0 for no limit. */
  record Resources(long maxHeapSizeBytes) {}

  /** Paths of the files with which metrics are served over TLS. */
  record MetricsResources(String certPath, String keyPath) {
    MetricsResources {
      certPath = orEmpty(certPath);
      keyPath = orEmpty(keyPath);
    }
  }

  /** The path of the SPIRE agent's socket. */
  record SpireResources(String socketPath) {
    SpireResources {
      socketPath = orEmpty(socketPath);
    }
  }

  /** Which variables of OpenTelemetry are set there; never their values. */
  record OtelInventory(
      boolean pipeEnabled,
      @Nullable Signal shared,
      @Nullable Signal traces,
      @Nullable Signal logs,
      @Nullable Signal metrics,
      List<String> validationErrors) {
    OtelInventory {
      validationErrors = List.copyOf(orElse(validationErrors, List.of()));
    }
  }

  /** The variables of one kind of telemetry, or of all. */
  record Signal(
      String signal,
      boolean endpointPresent,
      boolean endpointParsedAsURL,
      boolean endpointHasPath,
      boolean protocolPresent,
      boolean headersPresent,
      boolean timeoutPresent,
      boolean compressionPresent,
      boolean insecurePresent,
      boolean certificatePresent,
      boolean clientCertificatePresent,
      boolean clientKeyPresent,
      String effectiveProtocol,
      String effectiveAuthMode,
      List<String> overrideKinds,
      List<String> validationErrors) {
    Signal {
      signal = orEmpty(signal);
      effectiveProtocol = orEmpty(effectiveProtocol);
      effectiveAuthMode = orEmpty(effectiveAuthMode);
      overrideKinds = List.copyOf(orElse(overrideKinds, List.of()));
      validationErrors = List.copyOf(orElse(validationErrors, List.of()));
    }
  }
}
