package io.kuma.kumactl.command;

import io.kuma.kumactl.Session;
import io.kuma.kumactl.types.KnownType;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * All commands. Those that there are for each type are made only if one of them is called, or help
 * is wanted: a hundred of them would take longer than the call itself.
 */
public final class Commands {
  private static final String HELP_SECTION = "all";

  private Commands() {}

  /**
   * The commands of a call.
   *
   * @param words the whole call
   */
  public static CommandLine of(RootCommand root, Session session, List<String> words) {
    CommandLine all = new CommandLine(root);
    boolean isWhole = words.isEmpty() || words.get(0).equals("completion");
    all.addSubcommand("apply", new ApplyCommand(session));
    all.addSubcommand("config", ConfigCommands.of(session));
    all.addSubcommand("delete", new DeleteCommand(session));
    all.addSubcommand("export", new ExportCommand(session));
    all.addSubcommand("generate", GenerateCommands.of(session));
    all.addSubcommand("version", new VersionCommand(session));
    all.addSubcommand("completion", CompletionCommands.of(session));
    boolean get = isWhole || words.contains("get");
    all.addSubcommand("get", get ? get(session, words) : new CommandLine(new GetGroup()));
    boolean inspect = isWhole || words.contains("inspect");
    all.addSubcommand(
        "inspect",
        inspect ? InspectCommands.of(session, words) : new CommandLine(new InspectGroup()));
    show(all);
    return all;
  }

  private static CommandLine get(Session session, List<String> words) {
    CommandLine get = new CommandLine(new GetGroup());
    add(
        get,
        session.types().withArguments(),
        KnownType::argument,
        words,
        type -> new GetOne(session, type));
    add(
        get,
        session.types().withArguments(),
        KnownType::arguments,
        words,
        type -> new GetMany(session, type));
    return get;
  }

  /** Adds the one that is called, or all if none is. */
  static void add(
      CommandLine to,
      Collection<KnownType> types,
      Function<KnownType, String> naming,
      List<String> words,
      Function<KnownType, KumactlCommand> making) {
    boolean isCalled =
        types.stream().flatMap(type -> type.words().stream()).anyMatch(words::contains);
    for (KnownType type : types) {
      String word = naming.apply(type);
      if (!isCalled || words.contains(word)) {
        KumactlCommand command = making.apply(type);
        CommandLine line = new CommandLine(command);
        if (command instanceof OfType described) {
          line.getCommandSpec().usageMessage().description(described.description());
        }
        to.addSubcommand(word, line);
      }
    }
  }

  /** Help in our own form, of all of them. */
  private static void show(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(HELP_SECTION, help -> CommandHelp.of(help.commandSpec().commandLine()));
    command.setHelpSectionKeys(List.of(HELP_SECTION));
    command.getSubcommands().values().forEach(Commands::show);
  }
}
