package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Where the API ends: methods, slashes, other origins, control planes of other modes. */
class EdgesTest {
  private static final String ROUTE =
      """
      {"type": "MeshHTTPRoute", "mesh": "m", "name": "r", "labels": {%s}, "spec": {"to": [
        {"targetRef": {"kind": "MeshService", "name": "x"}, "rules": []}]}}
      """;
  private static final String DATAPLANE =
      """
      {"type": "Dataplane", "mesh": "m", "name": "d", "networking": {"address": "192.0.2.1",
        "inbound": [{"port": 80, "tags": {"kuma.io/service": "x"}}]}}
      """;

  private static final TestServer ALONE = mesh(ControlPlane.standalone("default"));

  @AfterAll
  static void close() {
    ALONE.close();
  }

  @Test
  void aSlashAtTheEndChangesNothing() {
    assertThat(ALONE.get("/meshes/").body()).isEqualTo(ALONE.get("/meshes").body());
    assertThat(ALONE.get("/meshes/m/").body()).isEqualTo(ALONE.get("/meshes/m").body());
  }

  @Test
  void headIsGetWithoutABody() {
    HttpResponse<String> answer = ALONE.send("HEAD", "/meshes/m", null);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(ALONE.send("HEAD", "/meshes/x", null).statusCode()).isEqualTo(404);
  }

  @Test
  void optionsTellWhatIsAllowed() {
    assertThat(ALONE.send("OPTIONS", "/meshes/m", null).headers().firstValue("Allow").orElse(""))
        .contains("GET", "PUT", "DELETE");
  }

  @Test
  void onlyNamedOriginsMayRead() {
    HttpResponse<String> named = ALONE.get("/meshes", "Origin", TestServer.ALLOWED_ORIGIN);
    assertThat(named.headers().firstValue("Access-Control-Allow-Origin"))
        .contains(TestServer.ALLOWED_ORIGIN);
    HttpResponse<String> other = ALONE.get("/meshes", "Origin", "https://evil.example.org");
    assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(other.headers().firstValue("Vary")).contains("Origin");
  }

  @Test
  void browsersAskBeforeTheyWrite() {
    HttpResponse<String> answer =
        ALONE.send(
            "OPTIONS",
            "/meshes/m",
            null,
            "Origin",
            TestServer.ALLOWED_ORIGIN,
            "Access-Control-Request-Method",
            "PUT",
            "Access-Control-Request-Headers",
            "content-type");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("PUT");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("content-type");
  }

  @Test
  void deletingBelowAMeshThatDoesNotExistNamesTheMesh() {
    HttpResponse<String> answer = ALONE.delete("/meshes/x/dataplanes/d");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("Failed to retrieve Mesh");
  }

  @Test
  void globalRefusesWhatBelongsToZones() {
    try (TestServer global =
        mesh(new ControlPlane(Mode.GLOBAL, Environment.UNIVERSAL, null, false))) {
      HttpResponse<String> answer = global.put("/meshes/m/dataplanes/d", DATAPLANE);
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.body()).contains("On global control plane");
      assertThat(global.put("/meshes/m/meshhttproutes/r", route("zone")).body())
          .contains("the origin label must be set to 'global'");
      assertThat(global.put("/meshes/m/meshhttproutes/r", route("global")).statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void aFederatedZoneLeavesAloneWhatCameFromGlobal() {
    try (TestServer zone =
        mesh(new ControlPlane(Mode.ZONE, Environment.UNIVERSAL, "default", true))) {
      assertThat(zone.put("/meshes/n", "{\"type\": \"Mesh\", \"name\": \"n\"}").statusCode())
          .isEqualTo(405);
      assertThat(zone.put("/meshes/m/meshhttproutes/r", route("zone")).statusCode()).isEqualTo(201);
      assertThat(zone.delete("/meshes/m/meshhttproutes/r").statusCode()).isEqualTo(200);
      zone.preload(zone.codec.parseJson(route("global")));
      HttpResponse<String> answer = zone.delete("/meshes/m/meshhttproutes/r");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("Could not delete a resource", "the origin label must be set to 'zone'");
    }
  }

  private static String route(String origin) {
    return ROUTE.formatted("\"kuma.io/origin\": \"" + origin + "\"");
  }

  private static TestServer mesh(ControlPlane controlPlane) {
    TestServer server = new TestServer(controlPlane);
    server.preload(server.codec.parseJson("{\"type\": \"Mesh\", \"name\": \"m\"}"));
    return server;
  }
}
