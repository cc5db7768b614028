package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.types.KnownType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kumactl inspect meshtimeout NAME}: whom it touches. */
@Command
final class InspectPolicy extends KumactlCommand implements OfType {
  private final KnownType type;

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  InspectPolicy(Session session, KnownType type) {
    super(session);
    this.type = type;
  }

  @Override
  public String description() {
    return "Inspect " + type.name() + ".";
  }

  @Override
  void run() {
    Format format = format();
    JsonNode list =
        session()
            .api()
            .find(type.path(session().mesh(mesh), name) + "/dataplanes")
            .orElseThrow(
                () -> new Failure("there is no " + type.name() + " with name \"" + name + "\""));
    print(format == Format.TABLE ? text(list) : format.text(list));
  }

  private static String text(JsonNode list) {
    StringBuilder text = new StringBuilder("Affected data plane proxies:\n\n");
    for (JsonNode item : list.path("items")) {
      String dataplane = item.at("/dataplane/name").asText();
      StringBuilder places = new StringBuilder();
      for (JsonNode place : item.path("attachments")) {
        String kind = place.path("type").asText();
        if (!kind.equals("dataplane")) {
          places.append("    ").append(kind).append(' ').append(place.path("name").asText());
          String service = place.path("service").asText("");
          places.append(service.isEmpty() ? "\n" : "(" + service + ")\n");
        }
      }
      text.append("  ").append(dataplane).append(places.isEmpty() ? "\n" : ":\n").append(places);
    }
    return text.toString();
  }
}
