package io.kuma.kumactl.command;

import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that does something. */
@CommandLine.Command
abstract class KumactlCommand implements Callable<Integer> {
  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("unused") // picocli acts on it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "help for this command")
  private boolean help;

  KumactlCommand(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  @Override
  public final Integer call() {
    run();
    return 0;
  }

  abstract void run();

  void print(String text) {
    session.terminal().out().print(text);
    session.terminal().out().flush();
  }

  void warn(String line) {
    session.terminal().err().println(line);
  }

  /** What {@code --output} says, which this command or the one before it has. */
  Format format() {
    for (CommandSpec at = spec; at != null; at = at.parent()) {
      @Nullable OptionSpec output = at.findOption("--output");
      if (output != null) {
        String value = output.getValue();
        return Format.of(value);
      }
    }
    return Format.TABLE;
  }
}
