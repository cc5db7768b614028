package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.prepare.RunConfig.EnvoyOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which Envoy is started, and how. */
final class EnvoyFlags {

  private static final Set<String> ENVOY_LOG_LEVELS =
      Set.of("trace", "debug", "info", "warning", "warn", "error", "critical", "off");

  @Option(
      names = "--binary-path",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_BINARY_PATH",
      paramLabel = "<file>",
      description =
          "Envoy; default: envoy on the PATH, else beside kuma-dp. [KUMA_DATAPLANE_RUNTIME_BINARY_PATH]")
  private @Nullable String binaryPath;

  @Option(
      names = "--concurrency",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_CONCURRENCY",
      defaultValue = "0",
      paramLabel = "<n>",
      description =
          "Worker threads of Envoy; 0: one for each CPU. [KUMA_DATAPLANE_RUNTIME_CONCURRENCY]")
  private int concurrency;

  @Option(
      names = "--envoy-log-level",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_ENVOY_LOG_LEVEL",
      defaultValue = "",
      paramLabel = "<level>",
      description =
          "trace, debug, info, warning, error, critical or off; default: as --log-level."
              + " [KUMA_DATAPLANE_RUNTIME_ENVOY_LOG_LEVEL]")
  private String envoyLogLevel = "";

  @Option(
      names = "--envoy-component-log-level",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_ENVOY_COMPONENT_LOG_LEVEL",
      paramLabel = "<list>",
      description =
          "As Envoy's --component-log-level. [KUMA_DATAPLANE_RUNTIME_ENVOY_COMPONENT_LOG_LEVEL]")
  private @Nullable String envoyComponentLogLevel;

  @Option(
      names = "--envoy-xds-transport-protocol-variant",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_ENVOY_XDS_TRANSPORT_PROTOCOL_VARIANT",
      defaultValue = "GRPC",
      paramLabel = "<variant>",
      description =
          "GRPC or DELTA_GRPC. [KUMA_DATAPLANE_RUNTIME_ENVOY_XDS_TRANSPORT_PROTOCOL_VARIANT]")
  private String xdsVariant = "";

  /**
   * The checked settings.
   *
   * @param inherited level at which Envoy logs when it is told no other
   * @throws Failure for the first that cannot be
   */
  EnvoyOptions options(String inherited) {
    if (concurrency < 0) {
      throw new Failure("--concurrency must not be negative, and is " + concurrency);
    }
    String level = envoyLogLevel.isEmpty() ? inherited : envoyLogLevel;
    if (!ENVOY_LOG_LEVELS.contains(level)) {
      throw new Failure("--envoy-log-level: Envoy has no level \"" + level + "\"");
    }
    if (!xdsVariant.equals("GRPC") && !xdsVariant.equals("DELTA_GRPC")) {
      throw new Failure(
          "--envoy-xds-transport-protocol-variant must be GRPC or DELTA_GRPC, not \""
              + xdsVariant
              + "\"");
    }
    boolean delta = xdsVariant.equals("DELTA_GRPC");
    return new EnvoyOptions(binaryPath, concurrency, level, envoyComponentLogLevel, delta);
  }
}
