package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which proxies services select; policies are in the conformance cases. */
class MatchedProxiesTest {
  private static final String DATAPLANE =
      """
      {type: Dataplane, mesh: m, name: %s, labels: {app: %s}, networking: {
        address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: %s, version: v1}}]}}
      """;
  private static final String SERVICE =
      "{type: MeshService, mesh: m, name: s, spec: {selector: %s, ports: []}}";

  private final TestServer server = new TestServer();

  @BeforeEach
  void fill() {
    for (String yaml :
        List.of(
            "{type: Mesh, name: m}",
            DATAPLANE.formatted("a-1", "x", "a"),
            DATAPLANE.formatted("a-2", "y", "a"),
            DATAPLANE.formatted("b-1", "x", "b"))) {
      server.preload(server.codec.parseYaml(yaml));
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void byTagsOfAnInbound() {
    assertThat(selected("{dataplaneTags: {kuma.io/service: a, version: v1}}"))
        .containsExactly("a-1", "a-2");
    assertThat(selected("{dataplaneTags: {kuma.io/service: a, version: v2}}")).isEmpty();
  }

  @Test
  void byName() {
    assertThat(selected("{dataplaneRef: {name: a-2}}")).containsExactly("a-2");
  }

  @Test
  void byLabels() {
    assertThat(selected("{dataplaneLabels: {matchLabels: {app: x}}}"))
        .containsExactly("a-1", "b-1");
  }

  @Test
  void thereIsANextPageOrNone() {
    preload("{dataplaneLabels: {}}");
    JsonNode first = get("/meshes/m/meshservices/s/_resources/dataplanes?size=2");
    assertThat(first.path("next").asText())
        .isEqualTo(
            server.root() + "/meshes/m/meshservices/s/_resources/dataplanes?offset=2&size=2");
    assertThat(get("/meshes/m/meshservices/s/_dataplanes?size=2&offset=2").has("next")).isFalse();
  }

  @Test
  void whatSelectsNothingHasNoSuchList() {
    assertThat(server.get("/meshes/m/dataplanes/a-1/_resources/dataplanes").statusCode())
        .isEqualTo(404);
  }

  private List<String> selected(String selector) {
    preload(selector);
    return get("/meshes/m/meshservices/s/_resources/dataplanes")
        .path("items")
        .findValuesAsText("name");
  }

  private void preload(String selector) {
    server.preload(server.codec.parseYaml(SERVICE.formatted(selector)));
  }

  private JsonNode get(String path) {
    return server.codec.parseJson(server.get(path).body());
  }
}
