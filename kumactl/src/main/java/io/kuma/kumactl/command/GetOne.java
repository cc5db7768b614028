package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.types.KnownType;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kumactl get meshtimeout NAME}. */
@Command
final class GetOne extends KumactlCommand implements OfType {
  private final KnownType type;

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  GetOne(Session session, KnownType type) {
    super(session);
    this.type = type;
  }

  @Override
  public String description() {
    return "Show a single " + type.name() + " resource.";
  }

  @Override
  void run() {
    Format format = format();
    String in = type.global() ? "" : session().mesh(mesh);
    JsonNode found =
        session()
            .api()
            .find(type.path(in, name))
            .orElseThrow(
                () ->
                    new Failure(
                        "No resources found" + (type.global() ? "" : " in " + in + " mesh")));
    print(
        switch (format) {
          case TABLE -> ResourceTable.of(type, List.of(found)).toString();
          case YAML -> type.yaml(found);
          case JSON -> format.text(found);
        });
  }
}
