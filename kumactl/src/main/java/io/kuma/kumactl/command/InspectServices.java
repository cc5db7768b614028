package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.output.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl inspect services}. */
@Command(name = "services", description = "Inspect Services.")
final class InspectServices extends KumactlCommand {
  @Option(
      names = {"-m", "--mesh"},
      paramLabel = "string",
      defaultValue = "",
      description = "mesh to use (default \"default\")")
  private String mesh = "";

  InspectServices(Session session) {
    super(session);
  }

  @Override
  void run() {
    Format format = format();
    String path = "/meshes/" + session().mesh(mesh) + "/service-insights";
    if (format != Format.TABLE) {
      print(format.text(session().api().get(path)));
      return;
    }
    Table table = new Table(List.of("SERVICE", "STATUS", "DATAPLANES"));
    for (JsonNode one : new Pages(session().api()).all(path)) {
      table.row(
          List.of(
              one.path("name").asText(),
              status(one.path("status").asText("")),
              one.at("/dataplanes/online").asText("0")
                  + "/"
                  + one.at("/dataplanes/total").asText("0")));
    }
    print(table.toString());
  }

  private static String status(String word) {
    return switch (word) {
      case "online" -> "Online";
      case "offline" -> "Offline";
      case "partially_degraded" -> "Partially degraded";
      case "not_available" -> "Not available";
      default -> "Unknown";
    };
  }
}
