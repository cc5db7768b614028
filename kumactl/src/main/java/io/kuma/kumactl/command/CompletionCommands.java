package io.kuma.kumactl.command;

import io.kuma.kumactl.Session;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code kumactl completion}: what shells need to complete words. */
final class CompletionCommands {
  private CompletionCommands() {}

  static CommandLine of(Session session) {
    CommandLine completion = new CommandLine(new CompletionGroup());
    completion.addSubcommand("bash", new Bash(session));
    completion.addSubcommand("zsh", new Zsh(session));
    completion.addSubcommand("fish", new Fish(session));
    return completion;
  }

  @Command(name = "completion", description = "Output shell completion code for bash, fish or zsh.")
  private static final class CompletionGroup extends Group {}

  @Command(name = "bash", description = "Output shell completion code for bash.")
  private static class Bash extends KumactlCommand {
    @Spec private CommandSpec own = CommandSpec.create();

    Bash(Session session) {
      super(session);
    }

    CommandLine root() {
      return own.root().commandLine();
    }

    @Override
    void run() {
      print(AutoComplete.bash("kumactl", root()));
    }
  }

  /** It understands what is written for bash. */
  @Command(name = "zsh", description = "Output shell completion code for zsh.")
  private static final class Zsh extends Bash {
    Zsh(Session session) {
      super(session);
    }
  }

  @Command(name = "fish", description = "Output shell completion code for fish.")
  private static final class Fish extends Bash {
    Fish(Session session) {
      super(session);
    }

    @Override
    void run() {
      StringBuilder script = new StringBuilder("complete -c kumactl -f\n");
      describe(root(), "__fish_use_subcommand", script);
      print(script.toString());
    }

    private static void describe(CommandLine command, String condition, StringBuilder script) {
      Map<String, CommandLine> sorted = new TreeMap<>(command.getSubcommands());
      for (Map.Entry<String, CommandLine> sub : sorted.entrySet()) {
        String[] description = sub.getValue().getCommandSpec().usageMessage().description();
        String words = description.length == 0 ? "" : description[0].replace("'", "\\'");
        line(condition, "-a " + sub.getKey() + " -d '" + words + "'", script);
      }
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.inherited()) {
          String value = option.arity().max() == 0 ? "" : " -r";
          line(condition, "-l " + option.longestName().substring(2) + value, script);
        }
      }
      sorted.forEach((name, sub) -> describe(sub, "__fish_seen_subcommand_from " + name, script));
    }

    private static void line(String condition, String words, StringBuilder script) {
      script.append("complete -c kumactl -n '").append(condition).append("' ").append(words);
      script.append('\n');
    }
  }
}
