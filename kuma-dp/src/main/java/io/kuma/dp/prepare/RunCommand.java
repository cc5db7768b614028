package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import io.kuma.dp.PrivateDir;
import io.kuma.dp.prepare.RunConfig.ControlPlane;
import io.kuma.dp.prepare.RunConfig.EnvoyOptions;
import io.kuma.dp.prepare.RunConfig.Proxy;
import io.kuma.dp.prepare.RunConfig.Token;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kuma-dp run}: the flags, and what they must be. */
@Command(
    name = "run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Starts Envoy and stays until it ends.",
    footer = {
      "",
      "Each flag has a variable, shown in brackets. SIGTERM and Ctrl-C drain Envoy; the exit status is then 0. When",
      "Envoy ends by itself, its exit status is that of kuma-dp.",
    })
final class RunCommand implements Callable<Integer> {

  private static final int MAX_FILE_BYTES = 4 * 1024 * 1024;
  private static final Set<String> ENVOY_LOG_LEVELS =
      Set.of("trace", "debug", "info", "warning", "warn", "error", "critical", "off");

  @ParentCommand private Prepare root = new Prepare();

  @Option(
      names = "--cp-address",
      descriptionKey = "KUMA_CONTROL_PLANE_URL",
      defaultValue = "https://localhost:5678",
      paramLabel = "<url>",
      description = "Where the control plane serves proxies. [KUMA_CONTROL_PLANE_URL]")
  private String cpAddress = "";

  @Option(
      names = "--ca-cert-file",
      descriptionKey = "KUMA_CONTROL_PLANE_CA_CERT_FILE",
      paramLabel = "<file>",
      description = {
        "PEM of the authorities to trust for the control plane. [KUMA_CONTROL_PLANE_CA_CERT_FILE; the PEM itself in"
            + " KUMA_CONTROL_PLANE_CA_CERT, which wins]"
      })
  private @Nullable Path caCertFile;

  @Option(names = "--ca-cert", hidden = true, descriptionKey = "KUMA_CONTROL_PLANE_CA_CERT")
  private @Nullable String caCert;

  @Option(
      names = "--skip-verify",
      description = "Trust whatever certificate the control plane shows. Not for production.")
  private boolean skipVerify;

  @Option(
      names = "--cp-retry-backoff",
      descriptionKey = "KUMA_CONTROL_PLANE_RETRY_BACKOFF",
      defaultValue = "3s",
      paramLabel = "<duration>",
      description = "Wait between two attempts. [KUMA_CONTROL_PLANE_RETRY_BACKOFF]")
  private String retryBackoff = "";

  @Option(
      names = "--cp-retry-max-duration",
      descriptionKey = "KUMA_CONTROL_PLANE_RETRY_MAX_DURATION",
      defaultValue = "5m",
      paramLabel = "<duration>",
      description = "Give up after this time. [KUMA_CONTROL_PLANE_RETRY_MAX_DURATION]")
  private String retryMax = "";

  @Option(
      names = "--name",
      descriptionKey = "KUMA_DATAPLANE_NAME",
      defaultValue = "",
      paramLabel = "<name>",
      description = "Name of the Dataplane. [KUMA_DATAPLANE_NAME]")
  private String name = "";

  @Option(
      names = "--mesh",
      descriptionKey = "KUMA_DATAPLANE_MESH",
      defaultValue = "",
      paramLabel = "<mesh>",
      description = "Mesh of the Dataplane. [KUMA_DATAPLANE_MESH]")
  private String mesh = "";

  @Option(
      names = "--proxy-type",
      descriptionKey = "KUMA_DATAPLANE_PROXY_TYPE",
      defaultValue = "dataplane",
      paramLabel = "<type>",
      description = "dataplane, ingress or egress. [KUMA_DATAPLANE_PROXY_TYPE]")
  private String proxyType = "";

  @Option(
      names = {"-d", "--dataplane-file"},
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_RESOURCE_PATH",
      paramLabel = "<file>",
      description =
          "Dataplane template, YAML or JSON; - is standard input. [KUMA_DATAPLANE_RUNTIME_RESOURCE_PATH]")
  private @Nullable String dataplaneFile;

  @Option(
      names = "--dataplane",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_RESOURCE",
      paramLabel = "<text>",
      description = "Dataplane template as text. [KUMA_DATAPLANE_RUNTIME_RESOURCE]")
  private @Nullable String dataplane;

  @Option(
      names = {"-v", "--dataplane-var"},
      split = ",",
      paramLabel = "<key=value>",
      description = "Value for {{ key }} in the template; may be repeated.")
  private Map<String, String> dataplaneVars = new LinkedHashMap<>();

  @Option(
      names = "--dataplane-token-file",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_TOKEN_PATH",
      paramLabel = "<file>",
      description = "File with the dataplane token. [KUMA_DATAPLANE_RUNTIME_TOKEN_PATH]")
  private @Nullable Path tokenFile;

  @Option(
      names = "--dataplane-token",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_TOKEN",
      paramLabel = "<token>",
      description = "The dataplane token itself. [KUMA_DATAPLANE_RUNTIME_TOKEN]")
  private @Nullable String token;

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
      names = "--config-dir",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_CONFIG_DIR",
      paramLabel = "<dir>",
      description =
          "Where Envoy's configuration is written; default: a temporary directory."
              + " [KUMA_DATAPLANE_RUNTIME_CONFIG_DIR]")
  private @Nullable Path configDir;

  @Option(
      names = "--socket-dir",
      descriptionKey = "KUMA_DATAPLANE_RUNTIME_SOCKET_DIR",
      paramLabel = "<dir>",
      description =
          "Where Envoy's unix sockets are, one directory for each proxy; default: a temporary directory."
              + " [KUMA_DATAPLANE_RUNTIME_SOCKET_DIR]")
  private @Nullable Path socketDir;

  @Option(
      names = "--drain-time",
      descriptionKey = "KUMA_DATAPLANE_DRAIN_TIME",
      defaultValue = "30s",
      paramLabel = "<duration>",
      description = "How long Envoy may finish its work at the end. [KUMA_DATAPLANE_DRAIN_TIME]")
  private String drainTime = "";

  @Option(
      names = "--readiness-port",
      descriptionKey = "KUMA_READINESS_PORT",
      defaultValue = "9902",
      paramLabel = "<port>",
      description = "Port of /ready on 127.0.0.1; 0: none. [KUMA_READINESS_PORT]")
  private int readinessPort;

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

  @Option(
      names = "--dns-enabled",
      descriptionKey = "KUMA_DNS_ENABLED",
      defaultValue = "false",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "<bool>",
      description = "There is no DNS server in kuma-dp yet: only false. [KUMA_DNS_ENABLED]")
  private boolean dnsEnabled;

  private final PrivateDir directory;

  /**
   * The command.
   *
   * @param directory where the plan goes, and the secrets that Envoy reads
   */
  RunCommand(PrivateDir directory) {
    this.directory = directory;
  }

  @Override
  public Integer call() throws InterruptedException {
    Log log = new Log(System.out, Log.Level.of(root.logLevel));
    new EnvoySetup(config(), directory, log).plan().write(directory);
    return CommandLine.ExitCode.OK;
  }

  /**
   * The checked configuration.
   *
   * @throws Failure for the first setting that cannot be
   */
  RunConfig config() {
    ProxyType type = ProxyType.of(proxyType);
    if (dnsEnabled) {
      throw new Failure("kuma-dp has no DNS server yet: leave out --dns-enabled, or say false");
    }
    if (readinessPort < 0 || readinessPort > 65535) {
      throw new Failure("--readiness-port must be between 0 and 65535, not " + readinessPort);
    }
    if (concurrency < 0) {
      throw new Failure("--concurrency must not be negative, and is " + concurrency);
    }
    return new RunConfig(
        controlPlane(),
        proxy(type),
        token(),
        envoyOptions(),
        readinessPort,
        duration("--drain-time", drainTime),
        configDir,
        socketDir);
  }

  private ControlPlane controlPlane() {
    URI url;
    try {
      url = URI.create(cpAddress);
    } catch (IllegalArgumentException e) {
      throw new Failure("--cp-address is not a URL: " + e.getMessage(), e);
    }
    if (!"https".equals(url.getScheme()) || url.getHost() == null) {
      throw new Failure(
          "--cp-address must be like https://localhost:5678, not \"" + cpAddress + "\"");
    }
    String pem = caCert;
    if (pem == null && caCertFile != null) {
      pem = read("--ca-cert-file", caCertFile);
    }
    return new ControlPlane(
        url,
        pem,
        skipVerify,
        duration("--cp-retry-backoff", retryBackoff),
        duration("--cp-retry-max-duration", retryMax));
  }

  private Proxy proxy(ProxyType type) {
    if (dataplane != null && dataplaneFile != null) {
      throw new Failure("give --dataplane or --dataplane-file, not both");
    }
    String template = dataplaneFile == null ? dataplane : readTemplate(dataplaneFile);
    if (template == null) {
      if (!dataplaneVars.isEmpty()) {
        throw new Failure("--dataplane-var needs --dataplane-file or --dataplane");
      }
      return named(name, type.inMesh() ? mesh : "", type, null);
    }
    ProxyResource resource = ProxyResource.read(template, dataplaneVars, type, name, mesh);
    return named(resource.name(), resource.mesh(), type, resource.json());
  }

  private static Proxy named(String name, String mesh, ProxyType type, @Nullable String resource) {
    check("name", name);
    if (type.inMesh()) {
      check("mesh", mesh);
    }
    return new Proxy(name, mesh, type, resource);
  }

  private static void check(String what, String value) {
    if (value.isEmpty()) {
      throw new Failure("there is no " + what + ": give --" + what + " or a --dataplane-file");
    }
    if (!value.matches("[0-9a-z._-]{1,253}")) {
      throw new Failure(
          "the "
              + what
              + " may have small letters, digits, '-', '.' and '_', and is \""
              + value
              + "\"");
    }
  }

  private Token token() {
    if (token != null && tokenFile != null) {
      throw new Failure("give --dataplane-token or --dataplane-token-file, not both");
    }
    if (tokenFile == null) {
      return new Token(token == null ? null : checkToken("--dataplane-token", token), null);
    }
    Path file = tokenFile.toAbsolutePath();
    return new Token(
        checkToken("--dataplane-token-file", read("--dataplane-token-file", file)), file);
  }

  private static String checkToken(String setting, String text) {
    String stripped = text.strip();
    if (!stripped.matches("[A-Za-z0-9_.=-]+")) {
      throw new Failure(setting + " holds no token: make one with POST /tokens/dataplane");
    }
    return stripped;
  }

  private EnvoyOptions envoyOptions() {
    String level = envoyLogLevel.isEmpty() ? root.logLevel : envoyLogLevel;
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

  private static Duration duration(String setting, String text) {
    return GoDuration.positive(setting, text);
  }

  private static String readTemplate(String file) {
    return read("--dataplane-file", Path.of(file.equals("-") ? "/dev/stdin" : file));
  }

  private static String read(String setting, Path file) {
    // Not readString: what is read may be a pipe, and must not be endless.
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure(setting + ": cannot read " + file + ": " + e, e);
    }
  }
}
