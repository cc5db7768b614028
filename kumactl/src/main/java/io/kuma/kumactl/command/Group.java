package io.kuma.kumactl.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that only holds others: called alone it says which. */
@CommandLine.Command
class Group implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("unused") // picocli acts on it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "help for this command")
  private boolean help;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(CommandHelp.of(spec.commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
