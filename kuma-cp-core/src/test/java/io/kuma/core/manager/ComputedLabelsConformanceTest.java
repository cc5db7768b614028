package io.kuma.core.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Resources that upstream was asked to store and showed again: what it added to their labels is
 * what we add. The zone of the recordings is {@code default}.
 */
class ComputedLabelsConformanceTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded");

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final ResourceTypes types = new ResourceTypes(CoreTypes.ALL);
  private final ResourceManager manager = TestControlPlane.standalone().manager();

  @TestFactory
  List<DynamicTest> shownResources() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String folder :
        List.of("rest", "rest-insights", "rest-queries", "zoneproxy", "workload")) {
      try (Stream<Path> files = Files.walk(RECORDED.resolve(folder))) {
        for (Path file : files.filter(ComputedLabelsConformanceTest::isAnswer).sorted().toList()) {
          JsonNode body = codec.parseJson(Files.readString(file)).path("body");
          if (isLabelled(body)) {
            tests.add(
                DynamicTest.dynamicTest(
                    RECORDED.relativize(file).toString(), () -> check((ObjectNode) body)));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(8);
    return tests;
  }

  private static boolean isAnswer(Path file) {
    String path = file.toString();
    return path.contains("/expected/") && path.endsWith(".json");
  }

  /** What generators made got its labels from them. */
  private boolean isLabelled(JsonNode body) {
    return body.path("labels").size() > 0
        && !body.path("labels").has(Labels.MANAGED_BY)
        && types.findByName(body.path("type").asText()).isPresent();
  }

  private void check(ObjectNode shown) {
    SortedMap<String, String> expected = new TreeMap<>();
    shown
        .path("labels")
        .properties()
        .forEach(it -> expected.put(it.getKey(), it.getValue().asText()));
    SortedMap<String, String> given = new TreeMap<>(expected);
    given.keySet().removeIf(key -> key.contains("kuma.io/") && !key.equals("kuma.io/workload"));
    ObjectNode sent = shown.deepCopy();
    ObjectNode labels = sent.putObject("labels");
    given.forEach(labels::put);

    assertThat(compute(codec.toResource(types, sent))).isEqualTo(expected);
  }

  private Map<String, String> compute(Resource<?> resource) {
    return compute(types.findByName(resource.meta().type()).orElseThrow(), resource);
  }

  private <S extends Spec> Map<String, String> compute(ResourceType<S> type, Resource<?> resource) {
    return manager.computeLabels(type, type.cast(resource));
  }
}
