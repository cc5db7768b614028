package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.access.AccessLists;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.token.TokenTrust;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers from elsewhere: with a token, with a bad one, with none (contract 2.1). */
class AuthenticationTest {
  private static final String[] ELSEWHERE = {"X-Forwarded-For", "192.0.2.9"};

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.withEssentials();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aTokenSaysWhoCalls() {
    String token = userToken("jane", "team-a");
    assertThat(as("/who-am-i", token).body())
        .contains("\"jane\"", "\"team-a\"", "\"mesh-system:authenticated\"");
    assertThat(as("/secrets", token).statusCode()).isEqualTo(403);
  }

  @Test
  void administratorsAreKnownByTheirGroup() {
    assertThat(as("/secrets", userToken("joe", "mesh-system:admin")).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenThatDoesNotStandIsRefusedWhateverItIsFor() {
    HttpResponse<String> answer = as("/meshes", "nonsense");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Invalid authentication data");
  }

  @Test
  void theIndexIsForEverybody() {
    assertThat(as("/", "nonsense").statusCode()).isEqualTo(200);
  }

  @Test
  void withoutATokenPublicThingsShow() {
    assertThat(server.get("/meshes", ELSEWHERE).statusCode()).isEqualTo(200);
    assertThat(
            server
                .send("POST", "/tokens/user", "{\"name\": \"x\", \"validFor\": \"1h\"}", ELSEWHERE)
                .body())
        .contains("Access Denied", "generate user token");
  }

  @Test
  void aUserTokenNeedsANameAndAnEnd() {
    HttpResponse<String> answer = server.send("POST", "/tokens/user", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"name\"", "\"validFor\"", "cannot be empty");
    assertThat(
            server.send("POST", "/tokens/user", "{\"name\": \"x\", \"validFor\": \"-1h\"}").body())
        .contains("must be positive");
  }

  @Test
  void anIssuerThatIsOffSaysSoOnceTheRequestIsRight() {
    TokenTrust elsewhere = new TokenTrust(false, true, List.of());
    try (TestServer off =
        new TestServer(ControlPlane.standalone("default"), AccessLists.DEFAULT, elsewhere)) {
      for (String[] call :
          new String[][] {
            {"/tokens/user", "{\"name\": \"x\", \"validFor\": \"1h\"}"},
            {"/tokens/dataplane", "{\"mesh\": \"m\"}"},
            {"/tokens/zone", "{\"zone\": \"z\", \"scope\": [\"ingress\"]}"}
          }) {
        HttpResponse<String> answer = off.send("POST", call[0], call[1]);
        assertThat(answer.statusCode()).as(call[0]).isEqualTo(400);
        assertThat(answer.body())
            .contains(
                "\"title\": \"Could not issue a token\"",
                "\"detail\": \"issuing tokens using the control plane is disabled.\"");
      }
      assertThat(off.send("POST", "/tokens/user", "{}").body()).contains("cannot be empty");
    }
  }

  private static String userToken(String name, String group) {
    HttpResponse<String> answer =
        server.send(
            "POST",
            "/tokens/user",
            "{\"name\": \"%s\", \"groups\": [\"%s\"], \"validFor\": \"1h\"}"
                .formatted(name, group));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> as(String path, String token) {
    return server.get(path, "X-Forwarded-For", "192.0.2.9", "Authorization", "Bearer " + token);
  }
}
