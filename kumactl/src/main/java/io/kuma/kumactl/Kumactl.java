package io.kuma.kumactl;

import io.kuma.kumactl.command.CommandHelp;
import io.kuma.kumactl.command.Commands;
import io.kuma.kumactl.command.RootCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code kumactl}. */
public final class Kumactl {
  private static final int FAILED = 1;

  private Kumactl() {}

  public static void main(String[] arguments) {
    int status = run(Terminal.ofProcess(), arguments);
    System.out.flush();
    System.exit(status);
  }

  /**
   * Runs a command.
   *
   * @return 0 if it did its work
   */
  public static int run(Terminal terminal, String... arguments) {
    RootCommand root = new RootCommand();
    Session session = new Session(terminal, root);
    CommandLine commandLine = Commands.of(root, session, List.of(arguments));
    PrintWriter out = new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
    commandLine.setOut(out);
    commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof Failure failure) {
            terminal.err().println("Error: " + failure.getMessage());
            return FAILED;
          }
          // A mistake of ours: whoever reports it needs to see what it was.
          terminal.err().println("Error: kumactl failed: " + exception);
          root.debug(terminal, exception);
          return FAILED;
        });
    commandLine.setParameterExceptionHandler(
        (exception, given) -> unparsed(terminal, out, exception));
    return commandLine.execute(arguments);
  }

  /**
   * A group of commands shows what there is; a command that is called wrongly, how it is called.
   */
  private static int unparsed(Terminal terminal, PrintWriter out, ParameterException exception) {
    CommandLine called = exception.getCommandLine();
    boolean isGroup = !called.getSubcommands().isEmpty() && called.getParent() != null;
    if (isGroup
        && exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().get(0).startsWith("-")) {
      out.print(CommandHelp.of(called));
      out.flush();
      return 0;
    }
    terminal.err().println("Error: " + exception.getMessage());
    out.println(CommandHelp.usage(called));
    out.flush();
    return FAILED;
  }
}
