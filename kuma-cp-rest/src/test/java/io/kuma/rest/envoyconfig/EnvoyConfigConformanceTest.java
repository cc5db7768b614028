package io.kuma.rest.envoyconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.resource.contract.ContractFiles;
import io.kuma.rest.Tally;
import io.kuma.rest.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What running proxies are told in a mesh of MeshServices, and what shadow policies would change
 * ({@code conformance/envoyconfig/sidecars}): through the API, with the functions of a control
 * plane. The two proxies are connected as far as the API can tell.
 */
class EnvoyConfigConformanceTest {
  private static final Path ROOT = ContractFiles.suite("envoyconfig");
  private static final String MESH = "envoyconfig";
  private static final List<String> PROXIES = List.of("demo-client", "test-server");

  /** Differs on purpose, see docs/deviations.md: the golden files of a case by proxy. */
  private static final Set<String> ON_PURPOSE =
      Set.of("sidecars/meshtrafficpermission/from-rules-long.test-server");

  private static final Map<String, Tally> TALLIES = new TreeMap<>();

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.withEssentials("kuma-3");
    server.codec.parseYamlDocuments(Family.RESOURCES).forEach(EnvoyConfigConformanceTest::put);
    PROXIES.forEach(name -> server.connect(Family.node(server.codec, MESH, name)));
    server.settle();
  }

  @AfterAll
  static void tell() {
    server.close();
    TALLIES.forEach((folder, tally) -> System.out.println("envoyconfig/" + folder + ": " + tally));
  }

  @TestFactory
  Stream<DynamicTest> sidecars() throws IOException {
    for (String later : List.of("builtingateway", "zoneproxies")) {
      Tally tally = TALLIES.computeIfAbsent(later, name -> new Tally());
      cases(later)
          .forEach(file -> tally.leaveOut(nameOf(file), "there is no configuration for them yet"));
    }
    return cases("sidecars").stream()
        .map(
            file ->
                TALLIES
                    .computeIfAbsent(
                        ROOT.relativize(file.resolveSibling(".").normalize()).toString(),
                        name -> new Tally())
                    .test(nameOf(file), () -> check(file)));
  }

  private static List<Path> cases(String family) throws IOException {
    if (!Files.isDirectory(ROOT.resolve(family))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(ROOT.resolve(family))) {
      return files.filter(file -> file.toString().endsWith(".input.yaml")).sorted().toList();
    }
  }

  private static String nameOf(Path input) {
    return ROOT.relativize(input).toString().replace(".input.yaml", "");
  }

  private static void check(Path input) throws IOException {
    List<JsonNode> documents = server.codec.parseYamlDocuments(Files.readString(input));
    List<String> made = new ArrayList<>();
    try {
      documents.stream()
          .filter(document -> document.has("type"))
          .forEach(document -> made.add(put(document)));
      server.settle();
      for (String proxy : PROXIES) {
        Path golden =
            Path.of(input.toString().replace(".input.yaml", "." + proxy + ".golden.json"));
        String actual = sorted(configuration(proxy)).toPrettyString();
        String expected = sorted(expected(golden)).toPrettyString();
        if (ON_PURPOSE.contains(nameOf(input) + "." + proxy)) {
          assertThat(actual).as("no longer another answer").isNotEqualTo(expected);
          assertThat(actual).contains("shadowRules");
        } else {
          assertThat(actual).as(proxy).isEqualTo(expected);
        }
      }
    } finally {
      made.forEach(path -> server.delete(path));
    }
  }

  private static JsonNode configuration(String proxy) {
    HttpResponse<String> answer =
        server.send(
            "GET",
            "/meshes/%s/dataplanes/%s/_config?shadow=true&include=diff".formatted(MESH, proxy),
            null,
            Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Redaction.of(server.codec.parseJson(answer.body()));
  }

  private static JsonNode expected(Path golden) throws IOException {
    return Redaction.of(server.codec.parseJson(Files.readString(golden)));
  }

  private static String put(JsonNode document) {
    String mesh = document.path("mesh").asText("");
    String type = server.types.findByName(document.path("type").asText()).orElseThrow().path();
    String path =
        (mesh.isEmpty() ? "/" : "/meshes/" + mesh + "/")
            + type
            + "/"
            + document.path("name").asText();
    HttpResponse<String> answer =
        server.send(
            "PUT", path, server.codec.toJson(document), Map.of("Content-Type", "application/json"));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return path;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      node.properties().forEach(one -> members.put(one.getKey(), sorted(one.getValue())));
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      members.forEach(copy::set);
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(sorted(item)));
      return copy;
    }
    return node;
  }
}
