package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Requests that are meant to do harm: each is answered with what is wrong, nothing is stored, and
 * the next caller notices nothing. No answer tells what the server is made of.
 */
class HostileRequestsTest {
  private static final String BEGIN = "{\"type\":\"MeshTimeout\",\"mesh\":\"m\",\"name\":\"x\"";
  private static final String SPEC = "\"spec\":{\"to\":[{\"targetRef\":{\"kind\":\"Mesh\"},";
  private static final String GOOD =
      BEGIN + "," + SPEC + "\"default\":{\"idleTimeout\":\"1s\"}}]}}";

  private final TestServer server = new TestServer();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void createMesh() {
    String mesh = "{\"type\":\"Mesh\",\"name\":\"m\",\"skipCreatingInitialPolicies\":[\"*\"]}";
    assertThat(server.put("/meshes/m", mesh).statusCode()).isEqualTo(201);
  }

  @AfterEach
  void nothingWasStoredAndTheServerIsWell() throws Exception {
    assertThat(server.get("/meshes/m/meshtimeouts").body()).contains("\"total\": 0");
    assertThat(put(bytes(GOOD), "application/json").statusCode()).isEqualTo(201);
    server.close();
  }

  static Stream<String> badDocuments() {
    return Stream.of(
        BEGIN + ",\"spec\":" + "[".repeat(100_000),
        BEGIN + ",\"spec\":" + "{\"a\":".repeat(300) + "1" + "}".repeat(300) + "}",
        BEGIN + ",\"spec\":{\"to\":[" + "[],".repeat(2_000_000) + "[]]}}",
        BEGIN + ",\"spec\":{\"to\":[" + "1,".repeat(200_000) + "1]}}",
        BEGIN + ",\"name\":\"x\",\"spec\":{}}",
        BEGIN + "," + SPEC + "\"default\":{\"idleTimeout\":1e999999999}}]}}",
        BEGIN + "," + SPEC + "\"default\":{\"idleTimeout\":" + "9".repeat(1_000_000) + "}}]}}",
        BEGIN + "," + SPEC + "\"default\":{\"idleTimeout\":\"" + "9".repeat(1_000_000) + "s\"}}]}}",
        BEGIN + ",\"labels\":{\"a\":\"" + "b".repeat(9_000_000) + "\"},\"spec\":{}}",
        GOOD.replace("\"x\"", "\"..\""),
        GOOD.replace("\"x\"", "\"a/../x\""),
        GOOD.replace("\"x\"", "\"x\\u0000\""),
        GOOD.replace("\"m\"", "\"\\ud800\""),
        "\uFEFF" + GOOD);
  }

  @ParameterizedTest
  @MethodSource("badDocuments")
  void badDocumentsAreRefusedWithAReason(String body) throws Exception {
    HttpResponse<String> answer = put(bytes(body), "application/json");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body().length()).isLessThan(1_000_000);
    assertThat(problem(answer).path("detail").asText()).isNotEmpty();
  }

  @Test
  void bodiesMustBeUtf8() throws Exception {
    byte[] latin1 = GOOD.replace("\"x\"", "\"ü\"").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(problem(put(latin1, "application/json")).path("detail").asText())
        .isEqualTo("the body is not valid UTF-8");
    byte[] utf16 = GOOD.getBytes(StandardCharsets.UTF_16);
    assertThat(put(utf16, "application/json").statusCode()).isEqualTo(400);
    assertThat(put(utf16, "application/json; charset=utf-16").statusCode()).isEqualTo(415);
  }

  @Test
  void largeBodiesAreNotRead() throws Exception {
    byte[] large = bytes(" ".repeat((10 << 20) + 1));
    for (BodyPublisher body :
        List.of(
            BodyPublishers.ofByteArray(large),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
      HttpResponse<String> answer = put(body, "application/json");
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(problem(answer).path("detail").asText())
          .isEqualTo("the body must not be larger than 10485760 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/meshes/m/meshtimeouts/%00",
        "/meshes/%00/meshtimeouts/x",
        "/meshes/m%0d%0aX-Evil:1/meshtimeouts",
        "/meshes/m/meshtimeouts/..%2f..%2fsecrets",
        "/meshes/m/meshtimeouts/%2e%2e",
        "/meshes/m/meshtimeouts/..%5c..",
        "/meshes/m/meshtimeouts/%252e%252e",
        "/meshes/../../etc/passwd",
        "/WEB-INF/web.xml",
        "/_kri/kri_mt_m__%00_x_",
        "/_kri/..%2f..",
        "/meshes/m/meshtimeouts/x;v=1/%zz",
        "/%c0%ae%c0%ae/",
        "/meshes/m/meshtimeouts?size=99999999999999999999",
        "/meshes/m/meshtimeouts?filter%5Blabels.a=b",
        "/meshes/m/meshtimeouts/a b",
      })
  void tricksWithPathsFindNothing(String path) throws Exception {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4");
    assertTellsNothing(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "NONSENSE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "TRACE /meshes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /meshes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: x\r\n\r\n",
        "PUT /meshes/m HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "GET /meshes HTTP/1.1\r\nHost: localhost\r\nAccept: application/xml\r\nConnection: close\r\n\r\n",
      })
  void badRequestsAreRefused(String request) throws Exception {
    String answer = raw(request);
    assertThat(answer).matches("(?s)(HTTP/1.1 4.*)?");
    assertTellsNothing(answer);
  }

  @Test
  void manyFiltersAreToldApartOrRefused() throws Exception {
    assertThat(server.get("/meshes/m/meshtimeouts?" + filters(500)).statusCode()).isEqualTo(200);
    String many =
        "/meshes/m/meshtimeouts?" + filters(10_000).replace("[", "%5B").replace("]", "%5D");
    String answer =
        raw("GET " + many + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    // Refused before all of it was read, so the answer may be lost to the reset that follows it.
    assertThat(answer).matches("(?s)(HTTP/1.1 4.*)?");
    assertTellsNothing(answer);
    assertThat(server.get("/meshes/m/meshtimeouts").statusCode()).isEqualTo(200);
  }

  @Test
  void longQueriesAreAnsweredOrRefused() throws Exception {
    assertThat(server.get("/meshes/m/meshtimeouts?name=" + "a".repeat(100_000)).statusCode())
        .isEqualTo(200);
    String path = "/meshes/m/meshtimeouts?name=" + "a".repeat(3_000_000);
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)(HTTP/1.1 4.*)?");
    assertTellsNothing(answer);
    assertThat(server.get("/meshes/m/meshtimeouts").statusCode()).isEqualTo(200);
  }

  @Test
  void failuresHaveAnIdThatTheLogHasToo() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ProblemMapper.class);
    logger.addAppender(log);
    try (Response answer =
        new ProblemMapper().toResponse(new IllegalStateException("password=geheim"))) {
      JsonNode problem = (JsonNode) answer.getEntity();
      assertThat(answer.getStatus()).isEqualTo(500);
      assertThat(problem.toString()).doesNotContain("geheim", "IllegalState");
      assertThat(log.list).hasSize(1);
      assertThat(log.list.get(0).getFormattedMessage())
          .contains(problem.path("instance").asText("no id"));
      assertThat(log.list.get(0).getThrowableProxy().getMessage()).contains("geheim");
    } finally {
      logger.detachAppender(log);
    }
  }

  private static String filters(int count) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < count; i++) {
      query.append("filter[labels.k").append(i).append("]=v&");
    }
    return query.toString();
  }

  private HttpResponse<String> put(byte[] body, String type) throws Exception {
    return put(BodyPublishers.ofByteArray(body), type);
  }

  private HttpResponse<String> put(BodyPublisher body, String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.root() + "/meshes/m/meshtimeouts/x"))
            .header("Content-Type", type)
            .PUT(body)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertTellsNothing(answer.body());
    return answer;
  }

  /** What the server says to bytes that no client library would send; empty if it just hangs up. */
  private String raw(String request) throws IOException {
    URI address = URI.create(server.root());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      try {
        socket.getOutputStream().write(bytes(request));
        InputStream answer = socket.getInputStream();
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
        return "";
      }
    }
  }

  private static void assertTellsNothing(String answer) {
    assertThat(answer)
        .doesNotContainIgnoringCase(
            "exception", "\tat ", "io.kuma", "org.jboss", "undertow", "resteasy");
  }

  private JsonNode problem(HttpResponse<String> answer) {
    return server.codec.parseJson(answer.body());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
