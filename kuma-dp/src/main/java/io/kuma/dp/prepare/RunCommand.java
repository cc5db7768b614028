package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.GoDuration;
import io.kuma.dp.Log;
import io.kuma.dp.PrivateDir;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kuma-dp run}: the flags, and what they must be. */
@Command(
    name = "run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Prepare.Build.class,
    description = "Starts Envoy and stays until it ends.",
    footer = {
      "",
      "Each flag has a variable, shown in brackets. SIGTERM and Ctrl-C drain Envoy; the exit status is then 0."
          + " When Envoy ends by itself, its exit status is that of kuma-dp.",
    })
final class RunCommand implements Callable<Integer> {

  @ParentCommand private Prepare root = new Prepare();
  @Mixin private ControlPlaneFlags controlPlane = new ControlPlaneFlags();
  @Mixin private ProxyFlags proxy = new ProxyFlags();
  @Mixin private EnvoyFlags envoy = new EnvoyFlags();

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
      names = "--dns-enabled",
      descriptionKey = "KUMA_DNS_ENABLED",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "<bool>",
      description =
          "Whether to answer the workload's DNS queries; default: if the Dataplane has"
              + " transparentProxying. [KUMA_DNS_ENABLED]")
  private @Nullable Boolean dnsEnabled;

  @Option(
      names = "--dns-proxy-port",
      descriptionKey = "KUMA_DNS_PROXY_PORT",
      defaultValue = "15053",
      paramLabel = "<port>",
      description = "Port of the DNS server on 127.0.0.1. [KUMA_DNS_PROXY_PORT]")
  private int dnsPort;

  @Option(
      names = "--application-probe-proxy-port",
      descriptionKey = "KUMA_APPLICATION_PROBE_PROXY_PORT",
      defaultValue = "0",
      paramLabel = "<port>",
      description =
          "Port where the platform's probes of the application are answered, at /<port>/<path>,"
              + " /tcp/<port> and /grpc/<port>; 0: none. [KUMA_APPLICATION_PROBE_PROXY_PORT]")
  private int probePort;

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
    if (dnsPort < 1 || dnsPort > 65535) {
      throw new Failure("--dns-proxy-port must be between 1 and 65535, not " + dnsPort);
    }
    if (readinessPort < 0 || readinessPort > 65535) {
      throw new Failure("--readiness-port must be between 0 and 65535, not " + readinessPort);
    }
    if (probePort < 0 || probePort > 65535) {
      throw new Failure(
          "--application-probe-proxy-port must be between 0 and 65535, not " + probePort);
    }
    RunConfig.Proxy who = proxy.proxy();
    boolean dns = dnsEnabled == null ? who.transparent() : dnsEnabled;
    return new RunConfig(
        controlPlane.controlPlane(),
        who,
        proxy.token(),
        envoy.options(root.logLevel),
        readinessPort,
        dns ? dnsPort : 0,
        probePort,
        GoDuration.positive("--drain-time", drainTime),
        configDir,
        socketDir);
  }
}
