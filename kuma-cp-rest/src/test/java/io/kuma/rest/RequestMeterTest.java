package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests are told by patterns, of which there is a fixed number. */
class RequestMeterTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void clear() {
    server.began.clear();
    server.answered.clear();
  }

  @Test
  void theirBeginIsToldWithTheirHeaders() {
    server.get("/meshes");
    assertThat(server.began).containsExactly("GET null");
    server.put("/meshes/m", "{\"type\":\"Mesh\",\"name\":\"m\"}", "traceparent", "00-1-2-01");
    assertThat(server.began).containsExactly("GET null", "PUT 00-1-2-01");
  }

  @Test
  void namesAreNotPartOfRoutesButTypesAre() {
    server.get("/meshes/default/dataplanes/web-1");
    server.get("/meshes/nobody/meshtimeouts");
    server.get("/config");
    server.get("/");
    assertThat(server.answered)
        .containsExactly(
            "GET /meshes/{mesh}/dataplanes/{name} 404",
            "GET /meshes/{mesh}/meshtimeouts 404",
            "GET /config 200",
            "GET / 200");
  }

  @Test
  void whatCallersInventIsNoRoute() {
    server.get("/meshes/default/invented/x");
    server.get("/a/b/c/d/e/f/g");
    server.get("/meshes?size=x");
    assertThat(server.answered)
        .containsExactly("GET /meshes/{mesh}/{path}/{name} 404", "GET none 404", "GET /meshes 400");
  }
}
