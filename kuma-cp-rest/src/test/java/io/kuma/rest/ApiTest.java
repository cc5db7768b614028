package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.workload.Workload;
import io.kuma.resource.workload.WorkloadStatus;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the conformance cases of the types that exist do not show. */
class ApiTest {
  private static final String TIMEOUT =
      """
      {"type": "MeshTimeout", "mesh": "m", "name": "%s", "spec": {"to": [{
        "targetRef": {"kind": "Mesh"}, "default": {"http": {"requestTimeout": "2s"}}}]}}
      """;

  private final TestServer server = new TestServer();

  @BeforeEach
  void createMesh() {
    assertThat(
            server
                .put(
                    "/meshes/m",
                    """
                    {"type": "Mesh", "name": "m", "skipCreatingInitialPolicies": ["*"]}""")
                .statusCode())
        .isEqualTo(201);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void putCreatesThenReplaces() {
    assertThat(putTimeout("t").statusCode()).isEqualTo(201);
    assertThat(putTimeout("t").statusCode()).isEqualTo(200);
    assertThat(
            tree(server.get("/meshes/m/meshtimeouts/t"))
                .at("/spec/to/0/default/http/requestTimeout")
                .asText())
        .isEqualTo("2s");
  }

  @Test
  void statusesAreTheControlPlanesOwn() {
    String body =
        """
        {"type": "Workload", "mesh": "m", "name": "w", "spec": {},
         "status": {"dataplaneProxies": {"connected": 9, "healthy": 9, "total": 9}}}
        """;
    assertThat(server.put("/meshes/m/workloads/w", body).statusCode()).isEqualTo(201);
    assertThat(tree(server.get("/meshes/m/workloads/w")).path("status")).isEmpty();

    observe(new WorkloadStatus(new WorkloadStatus.DataplaneProxies(0, 1, 2)));
    assertThat(server.put("/meshes/m/workloads/w", body).statusCode()).isEqualTo(200);
    assertThat(tree(server.get("/meshes/m/workloads/w")).at("/status/dataplaneProxies"))
        .isEqualTo(server.codec.parseJson("{\"connected\": 0, \"healthy\": 1, \"total\": 2}"));
  }

  private void observe(WorkloadStatus status) {
    Resource<Workload> workload =
        server.store.find(CoreTypes.WORKLOAD, CoreTypes.WORKLOAD.key("m", "w")).orElseThrow();
    server.store.update(CoreTypes.WORKLOAD, workload.withStatus(status));
  }

  @Test
  void listsFollowTheirNextLink() {
    for (int i = 0; i < 5; i++) {
      putTimeout("t" + i);
    }
    List<String> names = new ArrayList<>();
    String path = "/meshes/m/meshtimeouts?size=2&name=t";
    while (!path.equals("null")) {
      JsonNode page = tree(server.get(path));
      assertThat(page.path("total").asInt()).isEqualTo(5);
      page.path("items").forEach(item -> names.add(item.path("name").asText()));
      path = page.path("next").asText().replace(server.root(), "");
    }
    assertThat(names).containsExactly("t0", "t1", "t2", "t3", "t4");
  }

  @Test
  void listsFilterByLabel() {
    server.put(
        "/meshes/m/meshtimeouts/a",
        TIMEOUT.formatted("a").replace("\"spec\"", "\"labels\": {\"team\": \"x\"}, \"spec\""));
    putTimeout("b");
    JsonNode found = tree(server.get("/meshes/m/meshtimeouts?filter[labels.team]=x"));
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(found.at("/items/0/name").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":",
        "",
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{\"type\":\"Mesh\",\"mesh\":\"m\",\"name\":\"bad\",\"spec\":{}}",
        "{\"type\":\"MeshTimeout\",\"mesh\":\"other\",\"name\":\"bad\",\"spec\":{\"to\":[]}}",
        "{\"type\":\"MeshTimeout\",\"mesh\":\"m\",\"name\":\"bad\",\"spec\":{\"to\":{}}}",
        "{\"type\":\"MeshTimeout\",\"mesh\":\"m\",\"name\":\"bad\",\"spec\":{\"to\":[{\"targetRef\":{\"kind\":\"Nothing\"},\"default\":{\"idleTimeout\":\"1s\"}}]}}",
        "{\"type\":\"MeshTimeout\",\"mesh\":\"m\",\"name\":\"bad\",\"spec\":{\"surprise\":1,\"to\":[{\"targetRef\":{\"kind\":\"Mesh\"},\"default\":{\"idleTimeout\":\"1s\"}}]}}"
      })
  void badBodiesAreRefusedAndNothingIsStored(String body) {
    HttpResponse<String> answer = server.put("/meshes/m/meshtimeouts/bad", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(tree(answer).path("title").asText()).isNotEmpty();
    assertThat(server.get("/meshes/m/meshtimeouts/bad").statusCode()).isEqualTo(404);
  }

  @Test
  void unknownFieldsAreNamed() {
    String body =
        TIMEOUT
            .formatted("x")
            .replace("\"requestTimeout\"", "\"requestTimout\": \"1s\", \"requestTimeout\"");
    HttpResponse<String> answer = server.put("/meshes/m/meshtimeouts/x", body);
    assertThat(tree(answer).at("/invalid_parameters/0/field").asText())
        .isEqualTo("spec.to[0].default.http.requestTimout");
  }

  @Test
  void secretsAreForAdministratorsOnly() {
    String body = "{\"type\":\"Secret\",\"mesh\":\"m\",\"name\":\"s\",\"data\":\"b25l\"}";
    assertThat(server.put("/meshes/m/secrets/s", body).statusCode()).isEqualTo(201);
    for (String path : List.of("/meshes/m/secrets/s", "/meshes/m/secrets", "/secrets")) {
      HttpResponse<String> answer = server.get(path, "X-Forwarded-For", "192.0.2.9");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("b25l").contains("Access Denied");
    }
    assertThat(
            server
                .put(
                    "/meshes/m/secrets/t",
                    body.replace("\"s\"", "\"t\""),
                    "X-Forwarded-For",
                    "192.0.2.9")
                .statusCode())
        .isEqualTo(403);
    assertThat(server.get("/meshes/m/secrets/t").statusCode()).isEqualTo(404);
  }

  @Test
  void whatWasObservedIsAStatusInKubernetes() {
    server.preload(
        server.codec.parseYaml(
            "{type: DataplaneInsight, mesh: m, name: d, subscriptions: [{id: s1}]}"));

    JsonNode form = tree(server.get("/meshes/m/dataplane-insights/d?format=k8s"));

    assertThat(form.at("/status/subscriptions/0/id").asText()).isEqualTo("s1");
    assertThat(form.has("spec")).isFalse();
  }

  @Test
  void readOnlyTypesRefuseWrites() {
    HttpResponse<String> answer =
        server.put(
            "/meshes/m/dataplane-insights/x",
            "{\"type\":\"DataplaneInsight\",\"mesh\":\"m\",\"name\":\"x\"}");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(tree(answer).path("title").asText()).isEqualTo("Method not allowed");
  }

  @Test
  void theServersOwnRefusalsArePlainText() {
    assertThat(server.get("/nonsense").body()).isEqualTo("404: Page Not Found");
    assertThat(server.send("PATCH", "/meshes/m", "{}").statusCode()).isEqualTo(405);
    assertThat(
            server
                .send("PUT", "/meshes/m", "type: Mesh", "Content-Type", "application/yaml")
                .body())
        .isEqualTo("415: Unsupported Media Type");
  }

  @Test
  void theCatalogueListsEveryType() {
    JsonNode resources = tree(server.get("/_resources")).path("resources");
    assertThat(resources.findValuesAsText("name"))
        .containsExactlyElementsOf(server.types.served().stream().map(ResourceType::name).toList())
        .doesNotContain(CoreTypes.CONFIG.name());
    assertThat(tree(server.get("/policies")).path("policies").findValuesAsText("name"))
        .contains("MeshTimeout")
        .doesNotContain(CoreTypes.MESH.name());
  }

  @Test
  void internalTypesAreNowhere() {
    server.preload(tree("{\"type\":\"Config\",\"name\":\"c\",\"config\":\"inmost\"}"));
    for (String path : List.of("/configs", "/configs/c", "/config/c", "/_kri/kri_config____c_")) {
      HttpResponse<String> answer = server.get(path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("inmost");
    }
    HttpResponse<String> put =
        server.put("/configs/d", "{\"type\":\"Config\",\"name\":\"d\",\"config\":\"x\"}");
    assertThat(put.statusCode()).isEqualTo(404);
  }

  @Test
  void theIndexSaysWhatItIs() {
    JsonNode index = tree(server.get("/"));
    assertThat(index.path("product").asText()).isEqualTo("Kuma");
    assertThat(index.path("version").asText()).isEqualTo("2.14.3");
  }

  private HttpResponse<String> putTimeout(String name) {
    return server.put("/meshes/m/meshtimeouts/" + name, TIMEOUT.formatted(name));
  }

  private JsonNode tree(HttpResponse<String> answer) {
    return tree(answer.body());
  }

  private JsonNode tree(String json) {
    return server.codec.parseJson(json);
  }
}
