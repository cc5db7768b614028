package io.kuma.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses are those that a running Kuma 2.14.3 was recorded with. */
class RecordedStatusesTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded");

  @ParameterizedTest
  @CsvSource({
    "hostnamegenerator/bad-label, backend",
    "hostnamegenerator/collision, meshservices",
    "meshexternalservice/plain, meshexternalservices",
    "meshmultizoneservice/matched, all",
    "meshservice/generated, meshservices",
    "meshservice/not-ready-inbound, backend",
    "meshservice/selector-labels, backend",
    "meshservice/selector-tags, backend",
    "meshservice/tls-not-ready, backend",
    "meshservice/tls-ready-without-endpoints, backend",
    "meshidentity/bundled, identity",
    "meshidentity/bundled, meshtrusts",
    "meshidentity/no-selector, identity",
    "meshidentity/unified-naming, identities",
    "workload/generated, workloads"
  })
  void areAsRecorded(String scenario, String answer) throws IOException {
    JsonNode body = body(scenario, answer);
    List<JsonNode> items = new ArrayList<>();
    (body.has("items") ? body.path("items") : List.of(body)).forEach(items::add);
    assertThat(items).isNotEmpty();
    ObservedMesh mesh = new ObservedMesh(items.get(0).path("mesh").asText());
    for (String file : List.of("resources.yaml", "services.yaml")) {
      Path documents = RECORDED.resolve(scenario).resolve(file);
      if (Files.exists(documents)) {
        mesh.put(Files.readString(documents));
      }
    }

    assertThat(mesh.look().writes()).isPositive();

    for (JsonNode item : items) {
      ResourceType<?> type =
          CoreTypes.ALL.stream()
              .filter(one -> one.name().equals(item.path("type").asText()))
              .findFirst()
              .orElseThrow();
      JsonNode shown = mesh.show(type, item.path("name").asText());
      for (String part : List.of("spec", "labels", "status")) {
        assertThat(withoutChance(shown.path(part)))
            .as("%s of %s", part, item.path("name"))
            .isEqualTo(withoutChance(item.path(part)));
      }
    }
    assertThat(mesh.look().writes()).as("what is there is not written again").isZero();
  }

  private static JsonNode body(String scenario, String answer) throws IOException {
    return new ObservedMesh("none")
        .codec
        .parseJson(Files.readString(RECORDED.resolve(scenario + "/expected/" + answer + ".json")))
        .path("body");
  }

  /** Recordings do not say which address or certificate it is, only that there is one. */
  private static JsonNode withoutChance(JsonNode status) {
    JsonNode copy = status.deepCopy();
    copy.findValues("pem").forEach(pem -> ((ObjectNode) pem).put("value", "any"));
    copy.findParents("ip")
        .forEach(
            vip -> {
              assertThat(vip.path("ip").asText()).isNotEmpty();
              ((ObjectNode) vip).put("ip", "any");
            });
    return copy;
  }
}
