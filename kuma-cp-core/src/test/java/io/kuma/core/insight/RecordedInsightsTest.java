package io.kuma.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Validator;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The meshes of the recorded group {@code rest-insights}, with one connected proxy each. */
class RecordedInsightsTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded", "rest-insights");
  private static final List<String> ENVELOPE =
      List.of("type", "mesh", "name", "creationTime", "modificationTime");

  private final ResourceCodec codec = new JacksonResourceCodec();

  /** Stands for the policy, which is defined in a module above this one. */
  @Kind
  record MeshTimeout() implements LegacyPolicy {}

  /** Stands for the policy, which is defined in a module above this one. */
  @Kind
  record TrafficPermission() implements LegacyPolicy {}

  /** What a control plane keeps of {@code alpha-1} while it is connected. */
  private Map<String, DataplaneInsight> insights() {
    String yaml =
        """
        subscriptions:
        - id: a
          connectTime: '2030-01-01T00:00:00Z'
          version: {kumaDp: {version: 2.14.3}, envoy: {version: 1.38.3}}
        mTLS: {issuedBackend: ca-1, supportedBackends: [ca-1]}
        """;
    return Map.of("alpha-1", codec.toSpec(CoreTypes.DATAPLANE_INSIGHT, codec.parseYaml(yaml)));
  }

  @Test
  void countsTheMesh() throws IOException {
    Map<ResourceType<?>, Integer> counts = new HashMap<>();
    counts.put(CoreTypes.DATAPLANE, 4);
    counts.put(CoreTypes.DATAPLANE_INSIGHT, 1);
    counts.put(CoreTypes.EXTERNAL_SERVICE, 1);
    counts.put(CoreTypes.MESH_GATEWAY, 0);
    counts.put(CoreTypes.SECRET, 3);
    counts.put(ResourceType.of(MeshTimeout.class, Validator.none()), 1);
    counts.put(ResourceType.of(TrafficPermission.class, Validator.none()), 1);

    JsonNode insight =
        tree(CoreTypes.MESH_INSIGHT, MeshInsights.of(mesh("mesh"), insights(), counts));

    ObjectNode expected = answer("mesh/expected/mesh-insight.json");
    expected.remove(ENVELOPE);
    assertThat(insight).isEqualTo(expected);
  }

  @Test
  void tellsHowTheServicesAre() throws IOException {
    JsonNode insight =
        tree(CoreTypes.SERVICE_INSIGHT, ServiceInsights.of(mesh("services"), insights()));

    ObjectNode expected = JsonNodeFactory.instance.objectNode();
    for (JsonNode item : answer("services/expected/list.json").path("items")) {
      expected.withObjectProperty("services").set(item.path("name").asText(), stored(item));
    }
    assertThat(insight).isEqualTo(expected);
  }

  /** A service as it is stored: without what the answer adds to it. */
  private static JsonNode stored(JsonNode shown) {
    ObjectNode service = shown.deepCopy();
    service.remove(ENVELOPE);
    ((ObjectNode) service.path("dataplanes")).remove("total");
    if (service.path("addressPort").asText().endsWith(".mesh:80")) {
      service.remove("addressPort");
    }
    return service;
  }

  private InsightMesh mesh(String scenario) throws IOException {
    return InsightMesh.of(Files.readString(RECORDED.resolve(scenario).resolve("resources.yaml")));
  }

  private ObjectNode answer(String file) throws IOException {
    return (ObjectNode) codec.parseJson(Files.readString(RECORDED.resolve(file))).path("body");
  }

  private <S extends Spec> JsonNode tree(ResourceType<S> type, S spec) {
    return codec.parseJson(codec.toJson(codec.toTree(type, spec)));
  }
}
