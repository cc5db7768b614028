package io.kuma.cp.boot;

import io.kuma.cp.trace.OpenTelemetryTraces;
import io.kuma.cp.trace.OtlpExporter;
import io.kuma.cp.trace.OtlpExporter.Collector;
import io.kuma.cp.trace.WriteTraces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where traces are sent, in the variables that OpenTelemetry has for all programs.
 *
 * @param endpoint the part that all signals share
 * @param tracesEndpoint all of it; counts before the other
 * @param protocol {@code http/protobuf}; there is no gRPC
 * @param headers {@code name=value}, percent-encoded
 * @param certificate a file of PEM
 * @param timeout in milliseconds
 */
public record TracingSettings(
    @Setting(env = "OTEL_EXPORTER_OTLP_ENDPOINT") String endpoint,
    @Setting(env = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") String tracesEndpoint,
    @Setting(
            env = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
            alias = "OTEL_EXPORTER_OTLP_PROTOCOL",
            value = "http/protobuf")
        String protocol,
    @Setting(env = "OTEL_EXPORTER_OTLP_TRACES_HEADERS", alias = "OTEL_EXPORTER_OTLP_HEADERS")
        List<String> headers,
    @Setting(
            env = "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE",
            alias = "OTEL_EXPORTER_OTLP_CERTIFICATE")
        String certificate,
    @Setting(
            env = "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
            alias = "OTEL_EXPORTER_OTLP_TIMEOUT",
            value = "10000",
            min = 1)
        int timeout,
    @Setting(env = "OTEL_SERVICE_NAME", value = "kuma-cp") String serviceName,
    @Setting(env = "OTEL_RESOURCE_ATTRIBUTES") List<String> resourceAttributes) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String LOCAL = "http://localhost:4318";
  private static final String PROTOCOL = "http/protobuf";

  /** How long a proxy's answer is waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * Upstream's two settings.
   *
   * @param endpoint an older way of saying it, of which OpenTelemetry's own has to take the place
   */
  public record OpenTelemetry(
      @Setting(env = "KUMA_TRACING_OPENTELEMETRY_ENABLED", value = "false") boolean enabled,
      @Setting(env = "KUMA_TRACING_OPENTELEMETRY_ENDPOINT") String endpoint) {}

  /** As in the reference configuration. */
  public record Tracing(OpenTelemetry openTelemetry) {}

  /**
   * What follows writes; nothing if nobody wants it.
   *
   * @param instance identifies this process
   * @throws BadSetting if it is not known where they go
   */
  public static WriteTraces traces(
      CpSettings settings, Function<String, Optional<String>> source, String instance) {
    OpenTelemetry wanted = settings.tracing().openTelemetry();
    if (!wanted.endpoint().isEmpty()) {
      throw new BadSetting(
          "KUMA_TRACING_OPENTELEMETRY_ENDPOINT names a collector of gRPC; set"
              + " KUMA_TRACING_OPENTELEMETRY_ENABLED, and OTEL_EXPORTER_OTLP_ENDPOINT to the port"
              + " that it has for HTTP, such as http://collector:4318.");
    }
    return wanted.enabled()
        ? new SettingsReader(source).read(TracingSettings.class).traces(instance)
        : WriteTraces.NONE;
  }

  private WriteTraces traces(String instance) {
    AttributesBuilder attributes = Attributes.builder();
    pairs("OTEL_RESOURCE_ATTRIBUTES", resourceAttributes).forEach(attributes::put);
    attributes.put("service.name", serviceName);
    attributes.put("service.version", Release.read().contract());
    attributes.put("service.instance.id", instance);
    return new OpenTelemetryTraces(
        Resource.getDefault().merge(Resource.create(attributes.build())),
        new OtlpExporter(collector()),
        PATIENCE);
  }

  Collector collector() {
    if (!protocol.equals(PROTOCOL)) {
      throw new BadSetting(
          "OTEL_EXPORTER_OTLP_PROTOCOL is \"" + protocol + "\", but must be " + PROTOCOL + ".");
    }
    return new Collector(
        tracesEndpoint.isEmpty()
            ? below(uri(endpoint.isEmpty() ? LOCAL : endpoint).toString())
            : uri(tracesEndpoint),
        pairs("OTEL_EXPORTER_OTLP_HEADERS", headers),
        certificate.isEmpty() ? Optional.empty() : Optional.of(Path.of(certificate)),
        Duration.ofMillis(timeout));
  }

  private static URI below(String base) {
    return URI.create(base + (base.endsWith("/") ? "" : "/") + "v1/traces");
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw badEndpoint(text);
    }
    throw badEndpoint(text);
  }

  private static BadSetting badEndpoint(String text) {
    return new BadSetting(
        ENDPOINT
            + " is \""
            + text
            + "\", but must be a URL of http or https, such as http://collector:4318.");
  }

  /** What they have may be secret, so it is not quoted. */
  private static Map<String, String> pairs(String setting, List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new BadSetting(setting + " must be a list of name=value, separated by commas.");
      }
      pairs.put(
          text.substring(0, equals).strip(),
          URLDecoder.decode(
              text.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return pairs;
  }
}
