package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.delivery.Delivery;
import io.kuma.core.delivery.Delivery.State;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a write would do to proxies, and how far a policy has come. */
class DryRunTest {
  private static final String DATAPLANE =
      """
      {type: Dataplane, mesh: m, name: %s, networking: {address: 192.0.2.%d,
        inbound: [{port: 80, tags: {kuma.io/service: %s, kuma.io/protocol: http}}],
        outbound: [{port: 10001, tags: {kuma.io/service: api}}]}}
      """;
  private static final String TIMEOUT =
      """
      {"type":"MeshTimeout","mesh":"m","name":"t","spec":{
        "targetRef":{"kind":"MeshSubset","tags":{"kuma.io/service":"web"}},
        "to":[{"targetRef":{"kind":"Mesh"},"default":{"http":{"requestTimeout":"%s"}}}]}}
      """;
  private static final String PATH = "/meshes/m/meshtimeouts/t";

  private final TestServer server = TestServer.withEssentials();

  @BeforeEach
  void fill() {
    assertThat(
            server
                .put(
                    "/meshes/m",
                    "{\"type\":\"Mesh\",\"name\":\"m\",\"skipCreatingInitialPolicies\":[\"*\"]}")
                .statusCode())
        .isEqualTo(201);
    server.preload(server.codec.parseYaml(DATAPLANE.formatted("api-1", 1, "api")));
    server.preload(server.codec.parseYaml(DATAPLANE.formatted("web-1", 2, "web")));
    server.preload(server.codec.parseYaml(DATAPLANE.formatted("web-2", 3, "web")));
    server.settle();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.codec.parseJson(answer.body());
  }

  private static List<String> names(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer.path("items").forEach(item -> names.add(item.at("/dataplane/name").asText()));
    return names;
  }

  @Test
  void tellsWhomANewPolicyChangesAndHow() {
    JsonNode answer = json(server.put(PATH + "?dry-run=true", TIMEOUT.formatted("7s")));

    assertThat(answer.path("dryRun").asBoolean()).isTrue();
    assertThat(answer.path("status").asInt()).isEqualTo(201);
    assertThat(answer.path("total").asInt()).isEqualTo(2);
    assertThat(names(answer)).containsExactly("web-1", "web-2");
    JsonNode first = answer.path("items").get(0);
    assertThat(first.path("change").asText()).isEqualTo("changed");
    assertThat(first.path("connected").asBoolean(true)).isFalse();
    assertThat(first.path("operations").asInt()).isPositive();
    assertThat(first.path("diff").toString()).contains("\"7s\"").doesNotContain("inbound:192");
  }

  @Test
  void storesNothing() {
    json(server.put(PATH + "?dry-run=true", TIMEOUT.formatted("7s")));
    assertThat(server.get(PATH).statusCode()).isEqualTo(404);

    assertThat(server.put(PATH, TIMEOUT.formatted("7s")).statusCode()).isEqualTo(201);
    String before = server.get(PATH).body();
    json(server.put(PATH + "?dry-run=true", TIMEOUT.formatted("8s")));
    json(server.send("DELETE", PATH + "?dry-run=true", null));
    assertThat(server.get(PATH).body()).isEqualTo(before);
  }

  @Test
  void tellsWhatADeletionChanges() {
    server.put(PATH, TIMEOUT.formatted("7s"));
    JsonNode answer = json(server.send("DELETE", PATH + "?dry-run=true", null));
    assertThat(names(answer)).containsExactly("web-1", "web-2");
    assertThat(answer.path("items").get(0).path("diff").toString()).contains("\"7s\"");
    assertThat(server.send("DELETE", "/meshes/m/meshtimeouts/x?dry-run=true", null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void theSameAgainChangesNobody() {
    server.put(PATH, TIMEOUT.formatted("7s"));
    JsonNode answer = json(server.put(PATH + "?dry-run=true", TIMEOUT.formatted("7s")));
    assertThat(answer.path("status").asInt()).isEqualTo(200);
    assertThat(answer.path("total").asInt()).isZero();
  }

  @Test
  void refusesWhatTheWriteWouldRefuse() {
    HttpResponse<String> answer = server.put(PATH + "?dry-run=true", TIMEOUT.formatted("seven"));
    HttpResponse<String> real = server.put(PATH, TIMEOUT.formatted("seven"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(real.body());
    assertThat(server.put(PATH + "?dry-run=perhaps", TIMEOUT.formatted("7s")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void tellsOfConfigurationThatEnvoyWouldRefuse() {
    JsonNode answer =
        json(
            server.put(
                "/meshes/m/meshproxypatches/p?dry-run=true",
                """
                {"type":"MeshProxyPatch","mesh":"m","name":"p","spec":{
                  "targetRef":{"kind":"MeshSubset","tags":{"kuma.io/service":"api"}},
                  "default":{"appendModifications":[{"cluster":{"operation":"Patch","match":{"name":"api"},
                    "jsonPatches":[{"op":"replace","path":"/connectTimeout","value":"-1s"}]}}]}}}
                """));
    assertThat(names(answer)).containsExactly("api-1");
    JsonNode proxy = answer.path("items").get(0);
    assertThat(proxy.path("change").asText()).isEqualTo("rejected");
    assertThat(proxy.path("reason").asText()).contains("Cluster \"api\"", "ConnectTimeout");
  }

  @Test
  void tellsOfProxiesThatComeAndGo() {
    JsonNode added =
        json(
            server.put(
                "/meshes/m/dataplanes/web-3?dry-run=true",
                server.codec.toJson(
                    server.codec.parseYaml(DATAPLANE.formatted("web-3", 4, "web")))));
    assertThat(names(added)).containsExactly("web-3");
    assertThat(added.path("items").get(0).path("change").asText()).isEqualTo("added");
    JsonNode removed = json(server.send("DELETE", "/meshes/m/dataplanes/api-1?dry-run=true", null));
    assertThat(names(removed)).contains("api-1", "web-1", "web-2");
    assertThat(removed.path("items").get(0).path("change").asText()).isEqualTo("removed");
  }

  @Test
  void hasPages() {
    JsonNode first = json(server.put(PATH + "?dry-run=true&size=1", TIMEOUT.formatted("7s")));
    assertThat(names(first)).containsExactly("web-1");
    assertThat(first.path("next").asText()).contains("offset=1").contains("dry-run=true");
    JsonNode second =
        json(server.put(PATH + "?dry-run=true&size=1&offset=1", TIMEOUT.formatted("7s")));
    assertThat(names(second)).containsExactly("web-2");
    assertThat(second.path("next").isNull()).isTrue();
  }

  /** What follows from a write counts too: an address, and with it an outbound. */
  @Test
  void includesWhatTheControlPlaneDoesNext() {
    server.put(
        "/meshes/m",
        "{\"type\":\"Mesh\",\"name\":\"m\",\"meshServices\":{\"mode\":\"Everywhere\"}}");
    server.preload(
        server.codec.parseYaml(
            """
            {type: Dataplane, mesh: m, name: tp, networking: {address: 192.0.2.9,
              transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001},
              inbound: [{port: 80, tags: {kuma.io/service: tp}}]}}
            """));
    server.settle();
    JsonNode answer =
        json(
            server.put(
                "/meshes/m/meshservices/db?dry-run=true",
                """
                {"type":"MeshService","mesh":"m","name":"db","labels":{"kuma.io/zone":"default"},
                 "spec":{"selector":{"dataplaneTags":{"kuma.io/service":"api"}},
                 "ports":[{"port":5432,"targetPort":80,"appProtocol":"tcp"}]}}
                """));
    assertThat(names(answer)).contains("tp");
    assertThat(answer.path("items").toString()).contains("kri_msvc_m_default__db_5432");
  }

  @Test
  void anImpactTellsHowFarAPolicyHasCome() {
    server.put(PATH, TIMEOUT.formatted("7s"));
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    server.deliveries.byName.put("web-1", new Delivery(State.acknowledged, time, ""));
    server.deliveries.byName.put("api-1", new Delivery(State.acknowledged, time, ""));
    JsonNode answer = json(server.get(PATH + "/_impact"));
    assertThat(names(answer)).containsExactly("web-1", "web-2");
    assertThat(answer.path("summary").path("acknowledged").asInt()).isEqualTo(1);
    assertThat(answer.path("summary").path("offline").asInt()).isEqualTo(1);
    assertThat(answer.path("items").get(0).path("time").asText()).isEqualTo(time.toString());

    server.deliveries.byName.put("web-1", new Delivery(State.rejected, time, "LISTENER: no"));
    JsonNode rejected = json(server.get(PATH + "/_impact")).path("items").get(0);
    assertThat(rejected.path("state").asText()).isEqualTo("rejected");
    assertThat(rejected.path("reason").asText()).isEqualTo("LISTENER: no");

    server.deliveries.upToDate = false;
    assertThat(json(server.get(PATH + "/_impact")).path("summary").path("pending").asInt())
        .isEqualTo(1);
  }

  @Test
  void whatReachesNoProxyHasNoImpact() {
    assertThat(server.get("/meshes/m/dataplanes/web-1/_impact").statusCode()).isEqualTo(404);
    assertThat(server.get("/meshes/m/meshtimeouts/x/_impact").statusCode()).isEqualTo(404);
    assertThat(server.get("/meshes/x/meshtimeouts/t/_impact").statusCode()).isEqualTo(404);
  }
}
