package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/** {@code kumactl inspect meshes}: how many proxies and policies each has. */
@Command(name = "meshes", description = "Inspect Meshes.")
final class InspectMeshes extends KumactlCommand {
  InspectMeshes(Session session) {
    super(session);
  }

  @Override
  void run() {
    Format format = format();
    if (format != Format.TABLE) {
      print(format.text(session().api().get("/mesh-insights")));
      return;
    }
    List<JsonNode> insights = new Pages(session().api()).all("/mesh-insights");
    TreeSet<String> policies = new TreeSet<>();
    session().types().all().stream()
        .filter(type -> type.policy() && type.flat())
        .forEach(type -> policies.add(type.name()));
    List<String> headers = new ArrayList<>(List.of("MESH", "DATAPLANES"));
    policies.forEach(name -> headers.add(words(name)));
    Table table = new Table(headers);
    for (JsonNode insight : insights) {
      JsonNode dataplanes = insight.path("dataplanes");
      List<String> row = new ArrayList<>();
      row.add(insight.path("name").asText());
      row.add(dataplanes.path("online").asText("0") + "/" + dataplanes.path("total").asText("0"));
      policies.forEach(
          name -> row.add(insight.path("policies").path(name).path("total").asText("0")));
      table.row(row);
    }
    print(table.toString());
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
  }
}
