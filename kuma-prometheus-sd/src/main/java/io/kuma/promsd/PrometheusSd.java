package io.kuma.promsd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code kuma-prometheus-sd run}. A flag wins over its variable, which its {@code
 * descriptionKey} names, and the variable over the default (contract 7).
 */
@Command(
    name = "kuma-prometheus-sd",
    mixinStandardHelpOptions = true,
    versionProvider = PrometheusSd.Build.class,
    description = "Tells Prometheus by a file which proxies of a mesh it is to read.",
    subcommands = {RunCommand.class, PrometheusSd.VersionCommand.class})
public final class PrometheusSd implements Callable<Integer> {

  @Option(
      names = "--log-level",
      scope = CommandLine.ScopeType.INHERIT,
      defaultValue = "info",
      paramLabel = "<level>",
      description = "off, info or debug; default: ${DEFAULT-VALUE}.")
  String logLevel = "info";

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine commandLine = new CommandLine(new PrometheusSd());
    commandLine.setDefaultValueProvider(new Variables(environment));
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof Failure) {
            command.getErr().println("kuma-prometheus-sd: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw exception;
        });
    return commandLine;
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  private record Variables(Map<String, String> environment) implements IDefaultValueProvider {
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
      String variable = argument instanceof OptionSpec option ? option.descriptionKey() : null;
      String value = variable == null ? null : environment.get(variable);
      return value == null || value.isEmpty() ? null : value;
    }
  }

  /** {@code kuma-prometheus-sd version}, as {@code kuma-prometheus-sd --version}. */
  @Command(name = "version", description = "Says which build this is.")
  static final class VersionCommand implements Callable<Integer> {
    @Spec private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
      command.parent().commandLine().printVersionHelp(System.out);
      return CommandLine.ExitCode.OK;
    }
  }

  /** What {@code --version} prints. */
  static final class Build implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Properties properties = new Properties();
      try (InputStream in = PrometheusSd.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IllegalStateException("version.properties is missing from the jar");
        }
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String[] {
        "kuma-prometheus-sd "
            + properties.getProperty("build")
            + ", contract of Kuma "
            + properties.getProperty("version")
      };
    }
  }
}
