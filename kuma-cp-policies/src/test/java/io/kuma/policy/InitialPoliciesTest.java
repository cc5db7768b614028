package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialPoliciesTest {
  private static final String RECORDED = "recorded/meshtimeout/initial-policies/expected/";
  private static final List<String> FILES =
      List.of("meshtimeouts.json", "meshcircuitbreakers.json", "meshretries.json");

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final ResourceTypes types = new ResourceTypes(Policies.TYPES);

  private static List<Resource<?>> initialPolicies(String mesh, Mesh spec) {
    return InitialPolicies.of(Resource.of(CoreTypes.MESH.key("", mesh), spec));
  }

  private ResourceType<?> type(Resource<?> resource) {
    return types.findByName(resource.meta().type()).orElseThrow();
  }

  @Test
  void areThoseThatWereRecorded() throws IOException {
    Path folder = Path.of(System.getProperty("kuma.conformance.dir")).resolve(RECORDED);
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    for (String file : FILES) {
      JsonNode answer = codec.parseJson(Files.readString(folder.resolve(file)));
      for (JsonNode item : answer.at("/body/items")) {
        if (item.path("name").asText().contains("-all-")) {
          expected.put(item.path("name").asText(), item.path("spec"));
        }
      }
    }
    Map<String, JsonNode> ours = new LinkedHashMap<>();
    for (Resource<?> policy : initialPolicies("mt-initial-policies", Mesh.EMPTY)) {
      assertThat(policy.mesh()).isEqualTo("mt-initial-policies");
      ours.put(policy.name(), codec.toTree(type(policy), policy.spec()));
    }
    assertThat(ours).isEqualTo(expected).hasSize(4);
  }

  @Test
  void areValid() {
    assertThat(initialPolicies("default", Mesh.EMPTY))
        .allSatisfy(policy -> assertThat(violations(type(policy), policy)).isEmpty());
  }

  private static <S extends Spec> List<Violation> violations(
      ResourceType<S> type, Resource<?> policy) {
    Violations violations = new Violations();
    type.validator().validate(type.cast(policy), violations);
    return violations.toList();
  }

  @Test
  void areNotThoseThatTheMeshSkips() {
    assertThat(initialPolicies("default", skipping("*"))).isEmpty();
    assertThat(initialPolicies("default", skipping("MeshTimeout"))).hasSize(2);
    assertThat(initialPolicies("default", skipping("MeshRetry"))).hasSize(3);
  }

  private static Mesh skipping(String kind) {
    return new Mesh(null, null, null, null, null, null, null, List.of(kind), null);
  }
}
