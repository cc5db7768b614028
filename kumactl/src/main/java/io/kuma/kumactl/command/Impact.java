package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.output.Table;
import java.util.List;

/** The answer of a dry run, and whether a policy has arrived, for people. */
final class Impact {
  private Impact() {}

  /** Whom a write would change, and how. */
  static String text(JsonNode answer) {
    JsonNode items = answer.path("items");
    if (items.isEmpty()) {
      return "No data plane proxy would change.\n";
    }
    Table table = new Table(List.of("MESH", "DATAPLANE", "CONNECTED", "CHANGE", "OPERATIONS"));
    StringBuilder details = new StringBuilder();
    for (JsonNode item : items) {
      JsonNode dataplane = item.path("dataplane");
      table.row(
          List.of(
              dataplane.path("mesh").asText(),
              dataplane.path("name").asText(),
              item.path("connected").asBoolean() ? "yes" : "no",
              item.path("change").asText(),
              item.path("operations").asText("0")));
      details.append(details(dataplane.path("name").asText(), item));
    }
    return table + details.toString() + rest(answer, items);
  }

  private static String details(String name, JsonNode item) {
    StringBuilder text = new StringBuilder("\n" + name + ":\n");
    if (item.has("reason")) {
      text.append("  Envoy would refuse it: ").append(item.path("reason").asText()).append('\n');
    }
    for (JsonNode operation : item.path("diff")) {
      String op = operation.path("op").asText();
      if (!op.equals("test")) {
        text.append("  ").append(op).append(' ').append(operation.path("path").asText());
        if (operation.has("value")) {
          text.append(" = ").append(operation.path("value"));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String rest(JsonNode answer, JsonNode items) {
    int more = answer.path("total").asInt() - items.size();
    return more > 0 ? "\nand " + more + " more\n" : "";
  }

  /** Which proxies have what a policy says. */
  static String delivery(JsonNode answer) {
    Table table = new Table(List.of("DATAPLANE", "STATE", "WHEN", "REASON"));
    for (JsonNode item : answer.path("items")) {
      table.row(
          List.of(
              item.path("dataplane").path("name").asText(),
              item.path("state").asText(),
              item.path("time").asText("-"),
              item.path("reason").asText("-")));
    }
    return table.toString();
  }
}
