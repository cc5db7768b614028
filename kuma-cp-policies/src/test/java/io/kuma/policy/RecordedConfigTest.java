package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.EnvoyJson;
import io.kuma.xds.generate.ProxyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What upstream tells Envoy about the same meshes ({@code conformance/recorded}): clusters,
 * endpoints and listeners of each recorded proxy must be equal, field by field.
 */
final class RecordedConfigTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded");

  private static final List<XdsType> TYPES =
      List.of(XdsType.CLUSTER, XdsType.ENDPOINT, XdsType.LISTENER, XdsType.ROUTE);

  private static final EnvoyJson JSON = new EnvoyJson();
  private static final List<String> LEFT_OUT = new ArrayList<>();
  private static int passed;
  private static int failed;

  @TestFactory
  Stream<DynamicTest> recordings() {
    return children(RECORDED)
        .flatMap(RecordedConfigTest::children)
        .filter(folder -> Files.exists(folder.resolve("scenario.yaml")))
        .flatMap(RecordedScenario::answers)
        .filter(RecordedConfigTest::isConcerned)
        .map(
            answer ->
                DynamicTest.dynamicTest(RECORDED.relativize(answer.file()).toString(), () -> check(answer)));
  }

  private static boolean isConcerned(RecordedScenario.Answer answer) {
    answer.leftOutBecause().ifPresent(reason -> LEFT_OUT.add(RECORDED.relativize(answer.file()) + ": " + reason));
    return answer.leftOutBecause().isEmpty();
  }

  private static void check(RecordedScenario.Answer answer) {
    failed++;
    ObjectNode actual = generated(answer);
    ObjectNode expected = JsonNodeFactory.instance.objectNode();
    for (XdsType type : TYPES) {
      if (answer.resources().has(type.url())) {
        expected.set(type.url(), answer.resources().get(type.url()));
      }
    }
    assertThat(pretty(actual)).isEqualTo(pretty(expected));
    failed--;
    passed++;
  }

  @AfterAll
  static void summary() {
    LEFT_OUT.forEach(left -> System.out.println("left out: " + left));
    System.out.println("left out: " + LEFT_OUT.size());
    System.out.println(passed + " passed, " + failed + " failed");
  }

  private static ObjectNode generated(RecordedScenario.Answer answer) {
    TestMesh mesh = TestMesh.of(answer.documents());
    List<Vip> vips = vips(mesh);
    ProxyModel model =
        mesh.model(
            answer.dataplane(),
            new ProxyInputs(
                TestMesh.ZONE,
                NodeFacts.of(answer.metadata()),
                answer.isStream() ? new AdminTls("ca", "cert", "key") : AdminTls.HIDDEN,
                vips));
    XdsResources resources = new ProxyGenerator(Policies.PLUGINS).generate(model);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (XdsType type : TYPES) {
      ObjectNode ofType = JsonNodeFactory.instance.objectNode();
      resources
          .of(type)
          .forEach((name, resource) -> ofType.set(name, JSON.toTree(resource.body().get())));
      if (!answer.isStream()) {
        ofType.forEach(resource -> ((ObjectNode) resource).remove("@type"));
      }
      if (!ofType.isEmpty()) {
        json.set(type.url(), ofType);
      }
    }
    return (ObjectNode) new Recording(vips).of(json);
  }

  /** One for each service, as upstream gives them out; which address it is, recordings do not say. */
  private static List<Vip> vips(TestMesh mesh) {
    SortedSet<String> services = new TreeSet<>();
    mesh.all(CoreTypes.DATAPLANE)
        .forEach(dataplane -> services.addAll(dataplane.spec().services()));
    List<Vip> vips = new ArrayList<>();
    for (String service : services) {
      int number = vips.size() + 1;
      vips.add(
          new Vip(
              service + ".mesh",
              service,
              80,
              List.of("240.0.0." + number, "fd00:fd00:fd00::" + number)));
    }
    return vips;
  }

  private static String pretty(JsonNode node) {
    return sorted(node).toPrettyString();
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      SortedSet<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> copy.set(name, sorted(object.get(name))));
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(sorted(item)));
      return copy;
    }
    return node;
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
