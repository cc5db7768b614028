package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Session;
import io.kuma.kumactl.output.Format;
import io.kuma.kumactl.output.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code kumactl inspect zones}, and their ingresses and egresses. */
@Command
final class InspectZones extends KumactlCommand {
  private static final List<String> SEEN =
      List.of(
          "NAME",
          "STATUS",
          "LAST CONNECTED AGO",
          "LAST UPDATED AGO",
          "TOTAL UPDATES",
          "TOTAL ERRORS");

  private final String path;
  private final String insight;
  private final boolean isZone;

  private InspectZones(Session session, String path, String insight, boolean isZone) {
    super(session);
    this.path = path;
    this.insight = insight;
    this.isZone = isZone;
  }

  static CommandLine zones(Session session) {
    return described(
        new InspectZones(session, "/zones/_overview", "zoneInsight", true), "Inspect Zones.");
  }

  static CommandLine ingresses(Session session) {
    return described(
        new InspectZones(session, "/zoneingresses/_overview", "zoneIngressInsight", false),
        "Inspect Zone Ingresses.");
  }

  static CommandLine egresses(Session session) {
    return described(
        new InspectZones(session, "/zoneegresses/_overview", "zoneEgressInsight", false),
        "Inspect Zone Egresses.");
  }

  private static CommandLine described(InspectZones command, String description) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(description);
    return line;
  }

  @Override
  void run() {
    Format format = format();
    if (format != Format.TABLE) {
      print(format.text(session().api().get(path)));
      return;
    }
    List<String> headers = new ArrayList<>(SEEN);
    headers.addAll(
        isZone
            ? List.of("ZONE-CP VERSION", "BACKEND")
            : List.of("KUMA-DP VERSION", "ENVOY VERSION"));
    Instant now = Instant.now();
    Table table = new Table(headers);
    new Pages(session().api()).all(path).forEach(one -> table.row(row(one, now)));
    print(table.toString());
  }

  private List<String> row(JsonNode overview, Instant now) {
    Subscriptions seen = new Subscriptions(overview.path(insight).path("subscriptions"));
    List<String> row = new ArrayList<>();
    row.add(overview.path("name").asText());
    row.add(seen.isOnline() ? "Online" : "Offline");
    row.add(seen.connectedAgo(now));
    row.add(seen.updatedAgo(now));
    row.add(seen.total("responsesSent"));
    row.add(seen.total("responsesRejected"));
    JsonNode version = seen.last().path("version");
    if (isZone) {
      row.add(version.at("/kumaCp/version").asText(""));
      row.add(backend(seen.last().path("config").asText("")));
    } else {
      row.add(version.at("/kumaDp/version").asText(""));
      row.add(version.at("/envoy/version").asText(""));
    }
    return row;
  }

  /** Of the zone's own configuration, which it sends as a text. */
  private String backend(String config) {
    return config.startsWith("{")
        ? session().codec().parseJson(config).at("/store/type").asText("")
        : "";
  }
}
