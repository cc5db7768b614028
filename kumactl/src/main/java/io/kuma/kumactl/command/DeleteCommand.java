package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.types.KnownType;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kumactl delete TYPE NAME}. */
@Command(name = "delete", description = "Delete Kuma resources.")
final class DeleteCommand extends KumactlCommand {
  @Parameters(index = "0", paramLabel = "TYPE")
  private String typeName = "";

  @Parameters(index = "1", paramLabel = "NAME")
  private String name = "";

  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  @Option(
      names = "--impact",
      description = "show which proxies it would change, and delete nothing")
  private boolean impact;

  DeleteCommand(Session session) {
    super(session);
  }

  @Override
  void run() {
    KnownType type =
        session()
            .types()
            .findByArgument(typeName)
            .filter(known -> !known.readOnly())
            .orElseThrow(
                () ->
                    new Failure(
                        "unknown TYPE: "
                            + typeName
                            + ". Allowed values: "
                            + session().types().withArguments().stream()
                                .filter(known -> !known.readOnly())
                                .map(KnownType::argument)
                                .collect(Collectors.joining(", "))));
    String path = type.path(type.global() ? "" : session().mesh(mesh), name);
    if (impact) {
      print(Impact.text(session().api().rehearseDelete(path)));
    } else if (session().api().delete(path)) {
      print("deleted " + type.name() + " \"" + name + "\"\n");
    } else {
      throw new Failure("there is no " + type.name() + " with name \"" + name + "\"");
    }
  }
}
