package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.audit.AuditEvent;
import io.kuma.core.audit.AuditEvent.Action;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who did what, without what is secret in it. */
class AuditTest {
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

  @BeforeEach
  void forget() {
    server.audited.clear();
  }

  private static void put(String path, String body) {
    assertThat(server.send("PUT", path, body).statusCode()).isBetween(200, 201);
  }

  private static AuditEvent only() {
    assertThat(server.audited).hasSize(1);
    return server.audited.get(0);
  }

  @Test
  void aWriteHasVersionsAndADifference() {
    String path = "/meshes/default/meshtimeouts/audited";
    String body =
        "{\"type\":\"MeshTimeout\",\"mesh\":\"default\",\"name\":\"audited\",\"spec\":{\"to\":[{\"targetRef\":{\"kind\":\"Mesh\"},\"default\":{\"connectionTimeout\":\"%s\"}}]}}";
    put(path, body.formatted("1s"));
    put(path, body.formatted("2s"));
    assertThat(server.delete(path).statusCode()).isEqualTo(200);
    assertThat(server.audited)
        .extracting(AuditEvent::action)
        .containsExactly(Action.create, Action.update, Action.delete);
    AuditEvent update = server.audited.get(1);
    assertThat(update.user()).isEqualTo("mesh-system:admin");
    assertThat(update.from()).isEqualTo("127.0.0.1");
    assertThat(update.details().toString())
        .contains(
            "\"type\":\"MeshTimeout\",\"mesh\":\"default\",\"name\":\"audited\"",
            "\"path\":\"/spec/to/0/default/connectionTimeout\",\"value\":\"2s\"");
    assertThat(update.details().path("versionAfter").asLong())
        .isGreaterThan(update.details().path("versionBefore").asLong());
    assertThat(server.audited.get(2).details().toString()).contains("\"versionBefore\":");
  }

  @Test
  void whatIsRefusedOrRehearsedIsNotAWrite() {
    server.send("PUT", "/meshes/default/meshtimeouts/bad", "{\"type\":\"MeshTimeout\"}");
    server.send("DELETE", "/meshes/default/meshtimeouts/absent", null);
    server.send(
        "PUT", "/meshes/rehearsed?dry-run=true", "{\"type\":\"Mesh\",\"name\":\"rehearsed\"}");
    assertThat(server.audited).isEmpty();
  }

  @Test
  void aSecretIsNotTold() {
    put(
        "/meshes/default/secrets/hidden",
        "{\"type\":\"Secret\",\"mesh\":\"default\",\"name\":\"hidden\",\"data\":\"aGlkZGVu\"}");
    assertThat(only().details().toString())
        .contains("{\"op\":\"replace\",\"path\":\"/data\",\"value\":\"*****\"}")
        .doesNotContain("aGlkZGVu");
  }

  @Test
  void aTokenIsKnownByItsIdentifier() {
    String token =
        server
            .send("POST", "/tokens/dataplane", "{\"mesh\":\"default\",\"name\":\"web-1\"}")
            .body();
    AuditEvent event = only();
    assertThat(event.action()).isEqualTo(Action.token);
    assertThat(event.details().path("kind").asText()).isEqualTo("dataplane");
    assertThat(event.details().path("jti").asText()).hasSize(36);
    assertThat(event.details().at("/request/name").asText()).isEqualTo("web-1");
    assertThat(event.details().toString()).doesNotContain(token.substring(0, 20));
  }

  @Test
  void whoeverIsNotLetInIsTakenDown() {
    server.get("/secrets", "X-Forwarded-For", "192.0.2.9");
    AuditEvent event = only();
    assertThat(event.action()).isEqualTo(Action.denied);
    assertThat(event.user()).isEqualTo("mesh-system:anonymous");
    assertThat(event.groups()).isEqualTo(List.of("mesh-system:unauthenticated"));
    assertThat(event.details().path("what").asText()).isEqualTo("the resource of type \"Secret\"");
  }
}
