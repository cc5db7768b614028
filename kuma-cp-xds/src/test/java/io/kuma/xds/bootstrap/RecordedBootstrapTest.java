package io.kuma.xds.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.core.event.Changes;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded answers of {@code POST /bootstrap}, below the system property {@code
 * kuma.conformance.dir}.
 */
class RecordedBootstrapTest {
  private static final Path CASES =
      Path.of(System.getProperty("kuma.conformance.dir", "../../shared/conformance"))
          .resolve("recorded/bootstrap");
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final int PORT = 5678;
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJOYW1lIjoid2ViLTEifQ.c2lnbmF0dXJl";

  private static final String NO_ZONE_PROXIES =
      "zone proxies are refused: there are no xDS resources yet for an Envoy that this would start";

  private static final Map<String, String> LEFT_OUT =
      new TreeMap<>(
          Map.of(
              "egress", NO_ZONE_PROXIES,
              "ingress", NO_ZONE_PROXIES));

  /** Where the right thing is something else; docs/deviations.md has the reasons. */
  private static final Map<String, HttpAnswer> DEVIATIONS =
      new TreeMap<>(
          Map.of(
              "resource-mesh-differs",
              new HttpAnswer(
                  422,
                  "text/plain",
                  "mesh: \"default\" is not what the proxy was started as,"
                      + " \"bt-resource-mesh-differs\""),
              "proxy-type-unknown",
              new HttpAnswer(422, "text/plain", "unknown proxy type zebra")));

  private static int passed;
  private static int failed;

  private static ServerCertificate certificate = new ServerCertificate("", "");

  @BeforeAll
  static void makeCertificate(@TempDir Path workDir) throws IOException {
    certificate =
        ServerCertificate.keptIn(workDir, Clock.systemUTC().instant(), new SecureRandom());
  }

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      List<Path> sorted = folders.filter(Files::isDirectory).sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted.stream()
          .filter(folder -> !LEFT_OUT.containsKey(name(folder)))
          .map(folder -> DynamicTest.dynamicTest(name(folder), () -> run(folder)));
    }
  }

  @AfterAll
  static void close() {
    LEFT_OUT.forEach(
        (name, why) -> System.out.println("bootstrap: left out: " + name + ": " + why));
    DEVIATIONS.keySet().forEach(name -> System.out.println("bootstrap: deviates: " + name));
    System.out.println("bootstrap: %d passed, %d failed".formatted(passed, failed));
  }

  private static void run(Path folder) throws IOException {
    failed++;
    HttpAnswer answer = answer(folder);
    HttpAnswer deviation = DEVIATIONS.get(name(folder));
    if (deviation != null) {
      assertThat(answer).isEqualTo(deviation);
    } else {
      JsonNode expected =
          CODEC.parseJson(Files.readString(folder.resolve("expected/response.json")));
      assertThat(new RecordedForm(CODEC, PORT).of(answer)).isEqualTo(expected);
    }
    failed--;
    passed++;
  }

  private static HttpAnswer answer(Path folder) throws IOException {
    JsonNode step =
        CODEC.parseYaml(Files.readString(folder.resolve("scenario.yaml"))).at("/steps/1/bootstrap");
    JsonNode headers = step.path("headers");
    String accept =
        headers.has("Accept") && headers.get("Accept").isNull() ? "" : "application/json";
    BootstrapEndpoint endpoint =
        new BootstrapEndpoint(
            BootstrapSettings.defaults(PORT), store(folder), CODEC, certificate.certificate());
    return endpoint.answer(body(step), headers.path("Host").asText("localhost:" + PORT), accept);
  }

  private static StoreReader store(Path folder) throws IOException {
    MemoryResourceStore store = new MemoryResourceStore(Clock.systemUTC(), new Changes());
    ResourceTypes types = new ResourceTypes(CoreTypes.ALL);
    for (JsonNode document :
        CODEC.parseYamlDocuments(Files.readString(folder.resolve("mesh.yaml")))) {
      StoreReader.put(store, types, CODEC.toResource(types, document));
    }
    return new StoreReader(store);
  }

  private static String body(JsonNode step) {
    if (step.has("text")) {
      return step.get("text").asText();
    }
    ObjectNode body = step.get("body").deepCopy();
    if (body.path("caCert").asText().equals("{{server certificate}}")) {
      body.put("caCert", certificate.certificate());
    }
    if (body.path("dataplaneToken").asText().equals("{{token}}")) {
      body.put("dataplaneToken", TOKEN);
    }
    return body.toString();
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }
}
