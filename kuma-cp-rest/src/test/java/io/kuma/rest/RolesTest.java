package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.audit.AuditEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles as callers meet them: an operator of one mesh, an auditor, and who has none. */
class RolesTest {
  private static final String TIMEOUT =
      """
      {"type":"MeshTimeout","mesh":"%s","name":"%s","spec":{
        "to":[{"targetRef":{"kind":"Mesh"},"default":{"http":{"requestTimeout":"7s"}}}]}}
      """;
  private static final String DATAPLANE =
      """
      {type: Dataplane, mesh: %s, name: %s, networking: {address: 192.0.2.1,
        inbound: [{port: 80, tags: {kuma.io/service: web, kuma.io/protocol: http}}]}}
      """;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @SuppressWarnings("NullAway.Init")
  private static Users users;

  @BeforeAll
  static void start() {
    server = TestServer.withRoles();
    users = new Users(server);
    for (String mesh : List.of("l", "m", "n")) {
      users.apply(
          "/meshes/" + mesh,
          "{type: Mesh, name: %s, skipCreatingInitialPolicies: ['*']}".formatted(mesh));
      users.apply("/meshes/" + mesh + "/dataplanes/web-1", DATAPLANE.formatted(mesh, "web-1"));
      users.apply(
          "/meshes/" + mesh + "/secrets/s",
          "{type: Secret, mesh: %s, name: s, data: eA==}".formatted(mesh));
      for (String name : List.of("a", "b", "c")) {
        users.apply("/meshes/" + mesh + "/meshtimeouts/" + name, TIMEOUT.formatted(mesh, name));
      }
    }
    users.role(
        "operator", "{verbs: [read, write, inspect, generateTokens], types: ['*'], meshes: [m]}");
    users.role("reader", "{verbs: [read, inspect], types: ['*'], meshes: ['*']}");
    users.bind("operators", "Group ops", "operator");
    users.bind("readers", "User ann", "reader");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final String JANE = "jane,ops";

  private static int status(String user, String method, String path, @Nullable String body) {
    return users.send(user, method, path, body).statusCode();
  }

  private static int status(String user, String path) {
    return status(user, "GET", path, null);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.codec.parseJson(answer.body());
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("items")
        .forEach(item -> names.add(item.path("mesh").asText() + "/" + item.path("name").asText()));
    return names;
  }

  @Test
  void anOperatorWritesInItsMeshOnly() {
    String t = "/meshes/%s/meshtimeouts/t";
    assertThat(status(JANE, "PUT", t.formatted("m"), TIMEOUT.formatted("m", "t"))).isEqualTo(201);
    assertThat(status(JANE, "PUT", t.formatted("m"), TIMEOUT.formatted("m", "t"))).isEqualTo(200);
    assertThat(status(JANE, "DELETE", t.formatted("m"), null)).isEqualTo(200);
    HttpResponse<String> refused =
        users.send(JANE, "PUT", t.formatted("n"), TIMEOUT.formatted("n", "t"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(server.codec.parseJson(refused.body()).path("title").asText())
        .isEqualTo("Access Denied");
    assertThat(refused.body())
        .contains("user \\\"jane/ops,mesh-system:authenticated\\\" cannot access");
    assertThat(status(JANE, "DELETE", "/meshes/n/meshtimeouts/a", null)).isEqualTo(403);
    assertThat(server.get("/meshes/n/meshtimeouts/a").statusCode()).isEqualTo(200);
    assertThat(status(JANE, "PUT", "/meshes/o", "{\"type\":\"Mesh\",\"name\":\"o\"}"))
        .isEqualTo(403);
    assertThat(status(JANE, "PUT", "/zones/z", "{\"type\":\"Zone\",\"name\":\"z\"}"))
        .isEqualTo(403);
  }

  @Test
  void listsHaveItsMeshesWithTheirOwnTotalsAndPages() {
    assertThat(names(json(users.get(JANE, "/meshes")))).containsExactly("/m");
    JsonNode first = json(users.get(JANE, "/meshtimeouts?size=2"));
    assertThat(names(first)).containsExactly("m/a", "m/b");
    assertThat(first.path("total").asInt()).isEqualTo(3);
    assertThat(first.path("next").asText()).contains("offset=2");
    JsonNode second = json(users.get(JANE, "/meshtimeouts?size=2&offset=2"));
    assertThat(names(second)).containsExactly("m/c");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(names(json(users.get(JANE, "/meshtimeouts?name=b")))).containsExactly("m/b");
    assertThat(names(json(users.get(JANE, "/dataplanes/_overview")))).containsExactly("m/web-1");
    assertThat(names(json(users.get(JANE, "/dataplanes?gateway=false"))))
        .containsExactly("m/web-1");
    assertThat(names(json(users.get("ann", "/meshtimeouts")))).contains("l/a", "m/b", "n/c");
  }

  @Test
  void secretsAreNotAmongAllTypes() {
    for (String user : List.of(JANE, "ann")) {
      for (String path :
          List.of("/secrets", "/meshes/m/secrets", "/meshes/m/secrets/s", "/globalsecrets")) {
        assertThat(status(user, path)).as(user + " " + path).isEqualTo(403);
      }
    }
    String secret = "{\"type\":\"Secret\",\"mesh\":\"m\",\"name\":\"s\",\"data\":\"eQ==\"}";
    assertThat(status(JANE, "PUT", "/meshes/m/secrets/s", secret)).isEqualTo(403);
    users.role("keys", "{verbs: [writeSecrets], types: [Secret], meshes: [m], names: [s]}");
    users.bind("keepers", "User kim", "keys");
    assertThat(status("kim", "PUT", "/meshes/m/secrets/s", secret)).isEqualTo(200);
    assertThat(json(users.get("kim", "/meshes/m/secrets/s")).path("data").asText())
        .isEqualTo("eQ==");
    assertThat(names(json(users.get("kim", "/secrets")))).containsExactly("m/s");
    assertThat(status("kim", "/meshes/n/secrets/s")).isEqualTo(403);
    assertThat(status("kim", "/meshes/m/dataplanes")).isEqualTo(403);
  }

  @Test
  void proxiesOfOtherMeshesAreSeenNowhere() {
    for (String path :
        List.of(
            "/meshes/%s/dataplanes/web-1",
            "/meshes/%s/dataplanes/web-1/_overview",
            "/meshes/%s/dataplanes+insights/web-1",
            "/meshes/%s/dataplanes/web-1/_rules",
            "/meshes/%s/dataplanes/web-1/rules",
            "/meshes/%s/dataplanes/web-1/_config",
            "/meshes/%s/dataplanes/web-1/_policies",
            "/meshes/%s/dataplanes/web-1/_layout",
            "/meshes/%s/dataplanes/web-1/policies",
            "/meshes/%s/dataplanes/web-1/xds",
            "/meshes/%s/dataplanes/web-1/stats",
            "/meshes/%s/dataplanes/web-1/clusters",
            "/meshes/%s/meshtimeouts/a/_resources/dataplanes",
            "/meshes/%s/meshtimeouts/a/dataplanes",
            "/meshes/%s/meshtimeouts/a/_impact",
            "/meshes/%s/service-insights",
            "/_kri/kri_mt_%s___a_",
            "/_kri/kri_dp_%s___web-1_")) {
      assertThat(status(JANE, path.formatted("m"))).as(path).isNotIn(401, 403);
      HttpResponse<String> other = users.get(JANE, path.formatted("n"));
      assertThat(other.statusCode()).as(path + other.body()).isEqualTo(403);
      assertThat(other.body()).doesNotContain("web-1");
      assertThat(users.get(JANE, path.formatted("nowhere")).statusCode())
          .as("does not tell that there is no such mesh: " + path)
          .isEqualTo(403);
    }
  }

  @Test
  void whatRolesAreAndWhoHasThemIsForAdministrators() {
    users.role("everything", "{verbs: [read, write], types: ['*'], meshes: ['*']}");
    users.bind("almighty", "User max", "everything");
    String binding =
        "{\"type\":\"AccessRoleBinding\",\"name\":\"mine\",\"spec\":{\"subjects\":[{\"type\":"
            + "\"User\",\"name\":\"max\"}],\"roles\":[\"operator\"]}}";
    for (String user : List.of(JANE, "max")) {
      assertThat(status(user, "PUT", "/accessrolebindings/mine", binding)).isEqualTo(403);
      assertThat(status(user, "PUT", "/accessrolebindings/mine?dry-run=true", binding))
          .isEqualTo(403);
      assertThat(status(user, "DELETE", "/accessroles/operator", null)).isEqualTo(403);
    }
    assertThat(status(JANE, "/accessroles")).isEqualTo(403);
    assertThat(status("ann", "/accessroles/operator")).isEqualTo(200);
    HttpResponse<String> wrong =
        server.put(
            "/accessroles/x",
            "{\"type\":\"AccessRole\",\"name\":\"x\",\"spec\":{\"rules\":[{\"verbs\":[\"read\"],"
                + "\"types\":[\"MeshTimeoutt\"],\"meshes\":[\"m\"]}]}}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("spec.rules[0].types[0]", "is no type of resource");
  }

  @Test
  void tokensAreForProxiesOfItsMesh() {
    assertThat(status(JANE, "POST", "/tokens/dataplane", "{\"mesh\":\"m\",\"name\":\"web-1\"}"))
        .isEqualTo(200);
    assertThat(status(JANE, "POST", "/tokens/dataplane", "{\"mesh\":\"n\"}")).isEqualTo(403);
    assertThat(status(JANE, "POST", "/tokens/dataplane", "{}")).isEqualTo(403);
    assertThat(status(JANE, "POST", "/tokens/zone", "{\"zone\":\"z\",\"scope\":[\"ingress\"]}"))
        .isEqualTo(403);
    assertThat(status(JANE, "POST", "/tokens/user", "{\"name\":\"root\",\"validFor\":\"1h\"}"))
        .isEqualTo(403);
    assertThat(status("ann", "POST", "/tokens/dataplane", "{\"mesh\":\"m\"}")).isEqualTo(403);
  }

  @Test
  void aDryRunTellsOfProxiesThatMayBeInspected() {
    String path = "/meshes/m/meshtimeouts/a?dry-run=true";
    assertThat(json(users.send(JANE, "DELETE", path, null)).path("dryRun").asBoolean()).isTrue();
    assertThat(status(JANE, "DELETE", "/meshes/n/meshtimeouts/a?dry-run=true", null))
        .isEqualTo(403);
    users.role("writer", "{verbs: [write], types: [MeshTimeout], meshes: ['*']}");
    users.bind("writers", "User wim", "writer");
    JsonNode blind = json(users.send("wim", "DELETE", path, null));
    assertThat(blind.path("total").asInt()).isZero();
    assertThat(server.get("/meshes/m/meshtimeouts/a").statusCode()).isEqualTo(200);
  }

  @Test
  void aChangedBindingCountsAtTheNextCall() {
    assertThat(status("bob", "/meshes/m/meshtimeouts")).isEqualTo(403);
    users.bind("bobs", "User bob", "operator");
    assertThat(status("bob", "/meshes/m/meshtimeouts")).isEqualTo(200);
    users.bind("bobs", "User bill", "operator");
    assertThat(status("bob", "/meshes/m/meshtimeouts")).isEqualTo(403);
    users.bind("bobs", "User bob", "operator");
    assertThat(server.delete("/accessrolebindings/bobs").statusCode()).isEqualTo(200);
    assertThat(status("bob", "/meshes/m/meshtimeouts")).isEqualTo(403);
  }

  @Test
  void whoHasNoRoleSeesWhatEveryoneNeeds() {
    for (String user : List.of("", "nobody")) {
      for (String path : List.of("/", "/who-am-i", "/_resources", "/policies", "/global-insight")) {
        assertThat(status(user, path)).as(path).isEqualTo(200);
      }
      for (String path : List.of("/meshes", "/meshes/m", "/zones", "/service-insights")) {
        assertThat(status(user, path)).as(path).isEqualTo(403);
      }
    }
  }

  @Test
  void numbersAreOfWhatMayBeSeen() {
    JsonNode all = json(users.get("ann", "/global-insights")).path("resources");
    assertThat(all.at("/Mesh/total").asInt()).isGreaterThanOrEqualTo(3);
    JsonNode own = json(users.get(JANE, "/global-insights")).path("resources");
    assertThat(own.at("/Mesh/total").asInt()).isEqualTo(1);
    assertThat(own.at("/GlobalSecret/total").asInt()).isZero();
  }

  /** What the documentation shows is accepted, and means what it says. */
  @Test
  void theExampleHolds() throws IOException {
    String text =
        Files.readString(Path.of(System.getProperty("kuma.project.dir"), "docs", "security.md"));
    String yaml = text.substring(text.indexOf("```yaml\n") + 8);
    yaml = yaml.substring(0, yaml.indexOf("```"));
    for (JsonNode document : server.codec.parseYamlDocuments(yaml)) {
      String path = document.path("type").asText().toLowerCase(Locale.ROOT) + "s/";
      HttpResponse<String> answer =
          server.put("/" + path + document.path("name").asText(), server.codec.toJson(document));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
    users.apply("/meshes/shop", "{type: Mesh, name: shop}");
    assertThat(names(json(users.get("sue,team-shop", "/meshes")))).containsExactly("/shop");
    assertThat(status("sue,team-shop", "POST", "/tokens/dataplane", "{\"mesh\":\"shop\"}"))
        .isEqualTo(200);
    assertThat(status("sue,team-shop", "/meshes/shop/secrets")).isEqualTo(403);
  }

  @Test
  void anAuditorChangesNothing() {
    assertThat(status("ann", "PUT", "/meshes/m/meshtimeouts/a", TIMEOUT.formatted("m", "a")))
        .isEqualTo(403);
    assertThat(status("ann", "DELETE", "/meshes/m", null)).isEqualTo(403);
    assertThat(status("ann", "/meshes/n/dataplanes/web-1/_rules")).isEqualTo(200);
  }

  @Test
  void whatIsDeniedIsTakenDownAndSoAreChangesOfRoles() {
    status(JANE, "/who-am-i");
    server.audited.clear();
    status(JANE, "/meshes/n/dataplanes/web-1");
    assertThat(server.audited)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo(AuditEvent.Action.denied);
              assertThat(event.user()).isEqualTo("jane");
              assertThat(event.details().toString()).contains("Dataplane", "n", "read");
            });
    server.audited.clear();
    users.role(
        "operator",
        "{verbs: [read, write, inspect, generateTokens], types: ['*'], meshes: [m, k]}");
    assertThat(server.audited).singleElement().asString().contains("/spec/rules/0/meshes");
  }

  @Test
  void withoutRolesThereAreNoneToBeSeen() {
    try (TestServer off = TestServer.withEssentials()) {
      for (String path : List.of("/accessroles", "/accessrolebindings", "/accessroles/x")) {
        assertThat(off.get(path).statusCode()).isEqualTo(404);
      }
      assertThat(off.get("/_resources").body()).doesNotContain("AccessRole");
      assertThat(off.get("/_kri/kri_arole____x_").statusCode()).isEqualTo(400);
      assertThat(new Users(off).get("", "/meshes").statusCode()).isEqualTo(200);
      assertThat(server.get("/_resources").body()).contains("AccessRoleBinding");
    }
  }
}
