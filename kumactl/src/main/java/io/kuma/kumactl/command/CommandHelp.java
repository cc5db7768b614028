package io.kuma.kumactl.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command says of itself, in the form that kumactl has always had. */
public final class CommandHelp {
  private static final int INDENT = 2;

  private CommandHelp() {}

  /** Description, and what of it there is. */
  public static String of(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String description = String.join("\n", spec.usageMessage().description());
    boolean alone = command.getSubcommands().isEmpty() || command.getParent() == null;
    return description + "\n\n" + (alone ? usage(command) + "\n" : brief(command));
  }

  /** A group: its commands. */
  private static String brief(CommandLine command) {
    return "Usage:\n  "
        + command.getCommandSpec().qualifiedName()
        + " [command]\n\n"
        + commands(command)
        + flags(command)
        + "\nUse \""
        + command.getCommandSpec().qualifiedName()
        + " [command] --help\" for more information about a command.\n";
  }

  /** How it is called. */
  public static String usage(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringBuilder text = new StringBuilder("Usage:\n  " + spec.qualifiedName());
    if (!command.getSubcommands().isEmpty()) {
      return text + " [command]\n\n" + commands(command) + flags(command);
    }
    spec.positionalParameters().forEach(one -> text.append(' ').append(one.paramLabel()));
    return text.append(" [flags]\n").append(flags(command)).toString();
  }

  private static String commands(CommandLine command) {
    Map<String, CommandLine> sorted = new TreeMap<>(command.getSubcommands());
    int width = sorted.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder("Available Commands:\n");
    sorted.forEach(
        (name, sub) ->
            text.append(" ".repeat(INDENT))
                .append(name)
                .append(" ".repeat(width - name.length() + 1))
                .append(firstSentence(sub))
                .append('\n'));
    return text.toString();
  }

  private static String firstSentence(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    return description.length == 0 ? "" : description[0].replaceAll("\\.$", "");
  }

  /** Its own, and those of the commands before it. */
  private static String flags(CommandLine command) {
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> global = new LinkedHashMap<>();
    for (OptionSpec option : sorted(command.getCommandSpec())) {
      if (!option.hidden()) {
        boolean isOwn = !option.inherited() || command.getParent() == null;
        (isOwn ? own : global).put(left(option), right(command, option));
      }
    }
    String text = section("\nFlags:\n", own);
    return global.isEmpty() ? text : text + section("\nGlobal Flags:\n", global);
  }

  private static List<OptionSpec> sorted(CommandSpec spec) {
    List<OptionSpec> options = new ArrayList<>(spec.options());
    options.sort(Comparator.comparing(OptionSpec::longestName));
    return options;
  }

  private static String section(String title, Map<String, String> lines) {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(title);
    lines.forEach(
        (left, right) ->
            text.append(left)
                .append(" ".repeat(width - left.length() + INDENT + 1))
                .append(right)
                .append('\n'));
    return text.toString();
  }

  private static String left(OptionSpec option) {
    String shortName = option.shortestName();
    boolean hasShort = !shortName.startsWith("--");
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return "  " + (hasShort ? shortName + ", " : "    ") + option.longestName() + value;
  }

  private static String right(CommandLine command, OptionSpec option) {
    String description =
        option.usageHelp()
            ? "help for " + command.getCommandName()
            : String.join(" ", option.description());
    String value = option.defaultValue();
    if (value == null || value.isEmpty() || value.equals("false")) {
      return description;
    }
    boolean bare = option.paramLabel().equals("duration") || value.matches("[0-9]+");
    return description + " (default " + (bare ? value : "\"" + value + "\"") + ")";
  }
}
