package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.types.KnownType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kumactl inspect impact TYPE NAME}: whether what a policy says has arrived. */
@Command(name = "impact", description = "Show which proxies have what a policy says.")
final class InspectImpact extends KumactlCommand {
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

  InspectImpact(Session session) {
    super(session);
  }

  @Override
  void run() {
    Format format = format();
    KnownType type =
        session()
            .types()
            .findByArgument(typeName)
            .orElseThrow(() -> new Failure("unknown TYPE: " + typeName));
    JsonNode answer =
        session()
            .api()
            .find(type.path(session().mesh(mesh), name) + "/_impact")
            .orElseThrow(
                () -> new Failure("there is no " + type.name() + " with name \"" + name + "\""));
    print(format == Format.TABLE ? Impact.delivery(answer) : format.text(answer));
  }
}
