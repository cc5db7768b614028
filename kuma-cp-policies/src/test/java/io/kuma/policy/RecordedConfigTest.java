package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.snapshot.Reachability;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.generate.ProxyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What upstream tells Envoy about the same meshes ({@code conformance/recorded}): clusters,
 * endpoints and listeners of each recorded proxy must be equal, field by field. Recordings of what
 * this control plane has not got yet are left out, with the reason.
 */
final class RecordedConfigTest {
  private static final Path RECORDED =
      Path.of(System.getProperty("kuma.conformance.dir"), "recorded");

  private static final List<XdsType> TYPES =
      List.of(XdsType.CLUSTER, XdsType.ENDPOINT, XdsType.LISTENER, XdsType.ROUTE);

  /** Its patch adds a listener that does nothing. */
  private static final String REFUSED_BY_ENVOY = "meshproxypatch/listeners/";

  private static final ProxyGenerator GENERATOR = new ProxyGenerator(Policies.PLUGINS);

  private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^---\\s*$");

  /** Orders that are tried for each recording. */
  private static final int ORDERS = 3;

  private static final List<String> LEFT_OUT = new ArrayList<>();
  private static int passed;
  private static int failed;

  @TestFactory
  Stream<DynamicTest> equalWhatUpstreamTells() {
    return answers(LEFT_OUT).map(answer -> test(answer, () -> compare(answer)));
  }

  /** In whatever order the resources of a file came, the proxy's model is the same. */
  @TestFactory
  Stream<DynamicTest> doNotDependOnTheOrderOfTheirInput() {
    return answers(new ArrayList<>()).map(answer -> test(answer, () -> compareOrders(answer)));
  }

  private static void compareOrders(RecordedScenario.Answer answer) {
    ProxyModel expected = model(mesh(answer), answer, AdminTls.HIDDEN);
    Random random = new Random(answer.file().toString().hashCode());
    for (int i = 0; i < ORDERS; i++) {
      List<String> shuffled = new ArrayList<>();
      for (String file : answer.documents()) {
        List<String> documents = new ArrayList<>(Arrays.asList(DOCUMENT_END.split(file)));
        Collections.shuffle(documents, random);
        shuffled.addAll(documents);
      }
      TestMesh mesh = TestMesh.of(shuffled).withInitialPolicies().settled();
      assertThat(model(mesh, answer, AdminTls.HIDDEN)).isEqualTo(expected);
    }
  }

  /** Their TrafficRoute means nothing yet, so of these recordings that alone is compared. */
  @TestFactory
  Stream<DynamicTest> metricsOfAMeshEqualWhatUpstreamTells() {
    return RecordedScenario.answers(RECORDED.resolve("legacy/mesh-metrics"))
        .map(answer -> test(answer, () -> compareMetrics(answer)));
  }

  private static void compareMetrics(RecordedScenario.Answer answer) {
    XdsResources resources = GENERATOR.generate(model(mesh(answer), answer, AdminTls.HIDDEN));
    Map.of(XdsType.LISTENER, "kuma:metrics:prometheus", XdsType.CLUSTER, "kuma:metrics:hijacker")
        .forEach(
            (type, name) -> {
              JsonNode expected = Recording.corrected(answer.resources().get(type.url())).get(name);
              ((ObjectNode) expected).remove("@type");
              assertThat(pretty(XdsText.tree(resources, type).get(name)))
                  .isEqualTo(pretty(expected));
            });
  }

  /** The same proxies, with an admin listener that has a real certificate. */
  @TestFactory
  Stream<DynamicTest> areAcceptedByEnvoy() {
    return answers(new ArrayList<>())
        .filter(answer -> !nameOf(answer).startsWith(REFUSED_BY_ENVOY))
        .map(
            answer ->
                test(
                    answer,
                    () -> RealEnvoy.orSkip().validate(answer.dataplane(), generated(answer))));
  }

  private static Stream<RecordedScenario.Answer> answers(List<String> leftOut) {
    return children(RECORDED)
        .flatMap(RecordedConfigTest::children)
        .filter(folder -> Files.exists(folder.resolve("scenario.yaml")))
        .flatMap(RecordedScenario::answers)
        .filter(
            answer -> {
              answer
                  .leftOutBecause()
                  .ifPresent(reason -> leftOut.add(nameOf(answer) + ": " + reason));
              return answer.leftOutBecause().isEmpty();
            });
  }

  private static DynamicTest test(RecordedScenario.Answer answer, Executable executable) {
    return DynamicTest.dynamicTest(nameOf(answer), executable);
  }

  private static String nameOf(RecordedScenario.Answer answer) {
    return RECORDED.relativize(answer.file()).toString();
  }

  private static AdminTls adminTls() {
    CertificateAuthority authority =
        CertificateAuthority.forEnvoyAdmin(Instant.now(), new SecureRandom());
    return new AdminAuthority(authority).forProxy("m", "proxy", "192.0.2.1");
  }

  private static void compare(RecordedScenario.Answer answer) {
    failed++;
    ObjectNode expected = JsonNodeFactory.instance.objectNode();
    ObjectNode actual = JsonNodeFactory.instance.objectNode();
    TestMesh mesh = mesh(answer);
    ProxyModel model =
        model(
            mesh, answer, answer.isStream() ? new AdminTls("ca", "cert", "key") : AdminTls.HIDDEN);
    XdsResources resources = GENERATOR.generate(model);
    for (XdsType type : TYPES) {
      if (answer.resources().has(type.url())) {
        ObjectNode byName = (ObjectNode) Recording.corrected(answer.resources().get(type.url()));
        byName.forEach(resource -> ((ObjectNode) resource).remove("@type"));
        expected.set(type.url(), byName);
      }
      if (!resources.of(type).isEmpty()) {
        actual.set(type.url(), XdsText.tree(resources, type));
      }
    }
    Recording recording = new Recording(owners(mesh), model.hosts());
    assertThat(pretty(recording.of(actual))).isEqualTo(pretty(expected));
    failed--;
    passed++;
  }

  @AfterAll
  static void summary() {
    LEFT_OUT.forEach(left -> System.out.println("left out: " + left));
    System.out.println("left out: " + LEFT_OUT.size());
    System.out.println(passed + " passed, " + failed + " failed");
  }

  private static XdsResources generated(RecordedScenario.Answer answer) {
    return GENERATOR.generate(model(mesh(answer), answer, adminTls()));
  }

  private static TestMesh mesh(RecordedScenario.Answer answer) {
    return TestMesh.of(answer.documents()).withInitialPolicies().settled();
  }

  private static ProxyModel model(
      TestMesh mesh, RecordedScenario.Answer answer, AdminTls adminTls) {
    return mesh.model(
        answer.dataplane(),
        new ProxyInputs(
            TestMesh.ZONE,
            NodeFacts.of(answer.metadata()),
            adminTls,
            ServiceVips.DEFAULT.of(mesh)));
  }

  /** Whom virtual IPs belong to. */
  private static Map<String, String> owners(TestMesh mesh) {
    Map<String, String> owners = new TreeMap<>();
    ServiceVips.DEFAULT
        .of(mesh)
        .forEach(vip -> owners.put(vip.addresses().get(0), vip.hostnames().get(0)));
    for (ResourceType<?> type : TestMesh.TYPES.all()) {
      if (type.isDestination()) {
        for (Resource<?> resource : mesh.all(type)) {
          Reachability.of(resource.status())
              .vips()
              .forEach(vip -> owners.put(vip, type.path() + "/" + resource.name()));
        }
      }
    }
    return owners;
  }

  private static String pretty(JsonNode node) {
    return sorted(node).toPrettyString();
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      NavigableSet<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> copy.set(name, sorted(object.get(name))));
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(sorted(item)));
      return copy;
    }
    // 10 and 10.0 are one number.
    if (node.isDouble() && node.doubleValue() == Math.rint(node.doubleValue())) {
      return JsonNodeFactory.instance.numberNode(node.longValue());
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
