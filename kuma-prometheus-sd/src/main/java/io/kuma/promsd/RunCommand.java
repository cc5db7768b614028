package io.kuma.promsd;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kuma-prometheus-sd run}: the flags, and what they must be. */
@Command(
    name = "run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = PrometheusSd.Build.class,
    description =
        "Keeps a file of the proxies that Prometheus is to read, for its file_sd_configs.",
    footer = {
      "",
      "Each flag but --ca-cert-file has a variable, shown in brackets. It runs until SIGTERM or Ctrl-C; the file stays.",
    })
final class RunCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @ParentCommand private PrometheusSd root = new PrometheusSd();

  @Option(
      names = "--cp-address",
      descriptionKey = "KUMA_MONITORING_ASSIGNMENT_CLIENT_URL",
      defaultValue = "http://localhost:5676",
      paramLabel = "<url>",
      description =
          "Where the control plane serves monitoring assignments; default: ${DEFAULT-VALUE}."
              + " [KUMA_MONITORING_ASSIGNMENT_CLIENT_URL]")
  private String cpAddress = "";

  @Option(
      names = "--ca-cert-file",
      paramLabel = "<file>",
      description = "PEM of the authorities to trust for the control plane, if it is at https.")
  private @Nullable Path caCertFile;

  @Option(
      names = "--name",
      descriptionKey = "KUMA_MONITORING_ASSIGNMENT_CLIENT_NAME",
      defaultValue = "kuma_sd",
      paramLabel = "<name>",
      description =
          "What MeshMetrics call this client by clientId; default: ${DEFAULT-VALUE}."
              + " [KUMA_MONITORING_ASSIGNMENT_CLIENT_NAME]")
  private String name = "";

  @Option(
      names = "--output-file",
      descriptionKey = "KUMA_PROMETHEUS_OUTPUT_FILE",
      defaultValue = "kuma.file_sd.json",
      paramLabel = "<file>",
      description =
          "The file that is kept; default: ${DEFAULT-VALUE}. [KUMA_PROMETHEUS_OUTPUT_FILE]")
  private Path outputFile = Path.of("");

  @Override
  public Integer call() {
    Log log = new Log(System.out, Log.Level.of(root.logLevel));
    if (name.isBlank()) {
      throw new Failure("--name must not be empty");
    }
    AssignmentClient client =
        new AssignmentClient(controlPlane(), Trust.in(caCertFile), name, PATIENCE);
    TargetFile file = new TargetFile(outputFile);
    Thread end = new Thread(() -> end(file), "end");
    Runtime.getRuntime().addShutdownHook(end);
    log.info("asking " + client.controlPlane() + " as " + name);
    try {
      new Discovery(client, file, FIRST_WAIT, LONGEST_WAIT, log).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // It is not reached after a signal. Whatever else ends this has a status of its own.
      Runtime.getRuntime().removeShutdownHook(end);
    }
    return CommandLine.ExitCode.OK;
  }

  /**
   * After a signal: the status is 0, not the JVM's 143, so that a supervisor sees a service that
   * stopped as it was told.
   */
  private static void end(TargetFile file) {
    // What is being written is written to its end; then nothing is any more.
    synchronized (file) {
      Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
    }
  }

  private URI controlPlane() {
    String given = "--cp-address must be like http://localhost:5676, not \"" + cpAddress + "\"";
    URI url;
    try {
      // As it was called when control planes served gRPC here; ours, like today's Kuma, serves
      // HTTP.
      url = URI.create(cpAddress.replaceFirst("^grpc(s?)://", "http$1://"));
    } catch (IllegalArgumentException e) {
      throw new Failure(given, e);
    }
    boolean https = "https".equals(url.getScheme());
    if ((!https && !"http".equals(url.getScheme()))
        || url.getHost() == null
        || url.getQuery() != null) {
      throw new Failure(given);
    }
    if (caCertFile != null && !https) {
      throw new Failure("--ca-cert-file is only for an https --cp-address, not " + cpAddress);
    }
    return url;
  }
}
