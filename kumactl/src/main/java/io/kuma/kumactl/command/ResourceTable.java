package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.output.Ages;
import io.kuma.kumactl.output.Table;
import io.kuma.kumactl.types.KnownType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The table that there is of each type; three types have columns of their own. */
final class ResourceTable {
  private record Column(String header, Function<JsonNode, String> value) {}

  private static final Column MESH = new Column("MESH", one -> one.path("mesh").asText());
  private static final Column NAME = new Column("NAME", one -> one.path("name").asText());

  private ResourceTable() {}

  static Table of(KnownType type, List<JsonNode> resources) {
    Instant now = Instant.now();
    List<Column> columns = new ArrayList<>(type.global() ? List.of(NAME) : List.of(MESH, NAME));
    columns.addAll(special(type));
    columns.add(new Column("AGE", one -> Ages.since(one.path("modificationTime").asText(), now)));
    Table table = new Table(columns.stream().map(Column::header).toList());
    for (JsonNode one : resources) {
      table.row(columns.stream().map(column -> column.value().apply(one)).toList());
    }
    return table;
  }

  private static List<Column> special(KnownType type) {
    return switch (type.name()) {
      case "Mesh" ->
          List.of(
              new Column("mTLS", ResourceTable::mutualTls),
              new Column("LOCALITY", one -> onOff(one.at("/routing/localityAwareLoadBalancing"))),
              new Column("ZONEEGRESS", one -> onOff(one.at("/routing/zoneEgress"))));
      case "Dataplane" ->
          List.of(
              new Column("TAGS", TagSet::ofDataplane),
              new Column("ADDRESS", one -> one.at("/networking/address").asText()));
      case "ExternalService" ->
          List.of(
              new Column("TAGS", one -> new TagSet().add(one.path("tags")).toString()),
              new Column("ADDRESS", one -> one.at("/networking/address").asText()));
      default -> List.of();
    };
  }

  private static String mutualTls(JsonNode mesh) {
    String enabled = mesh.at("/mtls/enabledBackend").asText("");
    for (JsonNode backend : mesh.at("/mtls/backends")) {
      if (backend.path("name").asText().equals(enabled)) {
        return backend.path("type").asText() + "/" + enabled;
      }
    }
    return "off";
  }

  private static String onOff(JsonNode value) {
    return value.asBoolean() ? "on" : "off";
  }
}
