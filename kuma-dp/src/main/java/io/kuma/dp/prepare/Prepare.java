package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.PrivateDir;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line of kuma-dp, run in the short-lived JVM. Every option has an environment variable
 * (contract 4.10), named by its {@code descriptionKey}: a flag wins over the variable, the variable
 * over the default.
 */
@Command(
    name = "kuma-dp",
    mixinStandardHelpOptions = true,
    versionProvider = Prepare.Build.class,
    description = "Starts an Envoy beside a workload and connects it to the control plane.",
    subcommands = Prepare.VersionCommand.class)
public final class Prepare implements Callable<Integer> {

  @Option(
      names = "--log-level",
      scope = CommandLine.ScopeType.INHERIT,
      defaultValue = "info",
      paramLabel = "<level>",
      description = "off, info or debug; default: ${DEFAULT-VALUE}.")
  String logLevel = "info";

  /** Takes the private directory for the plan, then the user's arguments. */
  public static void main(String[] arguments) {
    PrivateDir directory = new PrivateDir(Path.of(arguments[0]), true);
    ProcessHandle.current().parent().ifPresent(kumaDp -> endWith(kumaDp, directory));
    String[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.exit(commandLine(directory, System.getenv()).execute(given));
  }

  /**
   * Without the process that is to stay there is nothing to prepare for, and nobody else to tidy
   * up.
   */
  private static void endWith(ProcessHandle kumaDp, PrivateDir directory) {
    CompletableFuture<Void> unused =
        kumaDp
            .onExit()
            .thenRun(
                () -> {
                  directory.remove();
                  Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
                });
  }

  static CommandLine commandLine(PrivateDir directory, Map<String, String> environment) {
    CommandLine commandLine = new CommandLine(new Prepare());
    commandLine.addSubcommand(new RunCommand(directory));
    commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof Failure failure) {
            command.getErr().println("kuma-dp: " + failure.sentence());
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

  /** {@code kuma-dp version}, as {@code kuma-dp --version}. */
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
      Version version = Version.current();
      return new String[] {
        "kuma-dp " + version.build() + ", contract of Kuma " + version.contract()
      };
    }
  }
}
