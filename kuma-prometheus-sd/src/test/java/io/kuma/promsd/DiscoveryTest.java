package io.kuma.promsd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop, with a server that answers each question when it is told to; an ejb test has it with a
 * real control plane.
 */
@Timeout(60)
class DiscoveryTest {
  private static final String WEB =
      """
      {"version_info": "1", "resources": [{"mesh": "m", "service": "web", "targets": [{"name": "web-1"}]}]}""";

  @TempDir private Path dir;
  private final BlockingQueue<HttpExchange> asked = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private HttpServer server;
  private Path file;
  private Thread loop;

  @BeforeEach
  void start() throws IOException {
    server = listen(0);
    file = dir.resolve("targets.json");
    Discovery discovery =
        new Discovery(
            new AssignmentClient(
                URI.create("http://localhost:" + port() + "/base/"),
                Trust.in(null),
                "prom",
                Duration.ofSeconds(20)),
            new TargetFile(file),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            new Log(new PrintStream(log, true, StandardCharsets.UTF_8), Log.Level.DEBUG));
    loop =
        new Thread(
            () -> {
              try {
                discovery.run();
              } catch (InterruptedException e) {
                // The end of the test.
              }
            });
    loop.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.interrupt();
    server.stop(0);
    loop.join();
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    made.createContext("/", asked::add);
    made.start();
    return made;
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** Answers the next question, and returns it. */
  private String answer(int status, String body) throws Exception {
    try (HttpExchange exchange = asked.take()) {
      String question =
          exchange.getRequestURI()
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      return question;
    }
  }

  private void awaitLog(String part) throws InterruptedException {
    while (!log.toString(StandardCharsets.UTF_8).contains(part)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void asksForWhatItDoesNotHold() throws Exception {
    assertThat(answer(200, WEB))
        .isEqualTo(
            "/base/v3/discovery:monitoringassignments?fetch-timeout=20000ms "
                + "{\"node\":{\"id\":\"prom\"},\"version_info\":\"\",\"response_nonce\":\"\",\"type_url\":"
                + "\"type.googleapis.com/kuma.observability.v1.MonitoringAssignment\",\"resource_names\":[]}");
    assertThat(answer(304, "")).contains("\"version_info\":\"1\"");
    assertThat(file).content().contains("web-1");
    assertThat(answer(200, "{\"version_info\": \"2\", \"resources\": []}"))
        .contains("\"version_info\":\"1\"");
    assertThat(answer(304, "")).contains("\"version_info\":\"2\"");
    assertThat(file).hasContent("[]");
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("1 targets are in")
        .contains("0 targets are in");
  }

  @Test
  void keepsTheFileWhateverGoesWrong() throws Exception {
    answer(200, WEB);
    answer(503, "");
    String before = Files.readString(file);
    answer(400, "body: no");
    answer(200, "{}");
    answer(200, "{");
    answer(200, "[]");
    assertThat(answer(304, "")).contains("\"version_info\":\"1\"");
    server.stop(0);
    awaitLog("Connection refused");
    asked.clear();
    server = listen(port());
    assertThat(answer(304, "")).contains("\"version_info\":\"1\"");
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("it answers 503; ")
        .contains("it answers 400: body: no; ")
        .contains("is none to a question");
  }

  @Test
  void whatSomebodyRemovesIsBackWithTheNextAnswer() throws Exception {
    answer(200, WEB);
    answer(304, "");
    Files.delete(file);
    answer(304, "");
    answer(304, "");
    assertThat(file).content().contains("web-1");
  }

  /** A folder in its place, as if the disk were full: what was not written is asked for again. */
  @Test
  void whatCannotBeWrittenIsTriedAgain() throws Exception {
    Files.createDirectories(file.resolve("x"));
    answer(200, WEB);
    awaitLog("stays as it is");
    Files.delete(file.resolve("x"));
    Files.delete(file);
    answer(304, "");
    answer(304, "");
    assertThat(file).content().contains("web-1");
  }
}
