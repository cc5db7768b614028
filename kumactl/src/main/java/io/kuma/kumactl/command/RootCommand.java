package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Terminal;
import io.kuma.model.json.GoDuration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is said before all commands. */
@Command(name = "kumactl", description = "Management tool for Kuma.")
public final class RootCommand extends Group {
  private static final Set<String> LEVELS = Set.of("off", "info", "debug");

  @Option(
      names = "--api-timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "duration",
      defaultValue = "1m0s",
      description =
          "the timeout for api calls. It includes connection time, any redirects, and reading the"
              + " response body. A timeout of zero means no timeout")
  private String timeout = "";

  @Option(
      names = "--config-file",
      scope = ScopeType.INHERIT,
      paramLabel = "string",
      defaultValue = "",
      description = "path to the configuration file to use")
  private String configFile = "";

  @Option(
      names = "--context",
      scope = ScopeType.INHERIT,
      paramLabel = "string",
      defaultValue = "",
      description = "context to use")
  private String context = "";

  @Option(
      names = "--log-level",
      scope = ScopeType.INHERIT,
      paramLabel = "string",
      defaultValue = "off",
      description = "log level: one of off|info|debug")
  private String logLevel = "";

  @Option(
      names = "--no-config",
      scope = ScopeType.INHERIT,
      description = "if set no config file and config directory will be created")
  private boolean noConfig;

  public String configFile() {
    return configFile;
  }

  public String context() {
    return context;
  }

  public boolean noConfig() {
    return noConfig;
  }

  /** For a whole request; zero: none. */
  public Duration timeout() {
    try {
      Duration duration = GoDuration.parse(timeout);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      throw new Failure("invalid --api-timeout: " + e.getMessage(), e);
    }
    throw new Failure("--api-timeout must not be negative");
  }

  /** Tells those who want to know more where it happened. */
  public void debug(Terminal terminal, Exception exception) {
    StringWriter trace = new StringWriter();
    exception.printStackTrace(new PrintWriter(trace));
    debug(terminal, trace.toString());
  }

  /** Tells those who want to know more. */
  public void debug(Terminal terminal, String sentence) {
    if (!LEVELS.contains(logLevel)) {
      throw new Failure("unknown log level \"" + logLevel + "\"");
    }
    if (logLevel.equals("debug")) {
      terminal.err().println(sentence);
    }
  }
}
