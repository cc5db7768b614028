package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyAdminEndpointTest {
  private static final String PROXY = "/meshes/m/dataplanes/";

  private static TestServer server;
  private static HttpServer envoy;

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer();
    envoy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    envoy.createContext(
        "/",
        exchange -> {
          byte[] answer =
              "{\"asked\":\"%s\"}"
                  .formatted(exchange.getRequestURI())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    envoy.start();
    server.put("/meshes/m", "{\"type\":\"Mesh\",\"name\":\"m\"}");
    dataplane("up", envoy.getAddress().getPort());
    dataplane("down", 1);
  }

  private static void dataplane(String name, int port) {
    HttpResponse<String> answer =
        server.put(
            PROXY + name,
            """
            {"type":"Dataplane","mesh":"m","name":"%s","networking":{"address":"127.0.0.1",
             "admin":{"port":%d},"inbound":[{"port":80,"tags":{"kuma.io/service":"s"}}]}}"""
                .formatted(name, port));
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    envoy.stop(0);
    server.close();
  }

  private static void assertAnswer(String path, String type, String asked) {
    HttpResponse<String> answer = server.get(PROXY + "up/" + path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(answer.body().replaceAll("\\s", "")).isEqualTo("{\"asked\":\"" + asked + "\"}");
  }

  @Test
  void envoyIsAskedAndItsAnswerPassedOn() {
    assertAnswer("xds", "application/json", "/config_dump");
    assertAnswer("xds?include_eds=true", "application/json", "/config_dump?include_eds");
    assertAnswer("stats", "text/plain", "/stats?usedonly&format=text");
    assertAnswer("stats?usedonly=false&format=json", "application/json", "/stats?format=json");
    assertAnswer("clusters", "text/plain", "/clusters?format=text");
    assertAnswer("clusters?format=json", "application/json", "/clusters?format=json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xds?include_eds=1", "stats?usedonly=no", "clusters?format=prometheus"})
  void parametersThatMeanNothingAreRefused(String path) {
    HttpResponse<String> answer = server.get(PROXY + "up/" + path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("unsupported value for query parameter '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xds", "stats", "clusters"})
  void anEnvoyThatCannotBeAskedIsSaid(String path) {
    HttpResponse<String> answer = server.get(PROXY + "down/" + path);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains(
            "Could not execute admin operation",
            "the Envoy of the proxy at 127.0.0.1:1 cannot be asked: ");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(server.get(PROXY + "none/xds").statusCode()).isEqualTo(404);
    assertThat(server.get(PROXY + "none/xds").body()).contains("Could not get dataplane resource");
    assertThat(server.get(PROXY + "up/memory").statusCode()).isEqualTo(404);
  }
}
