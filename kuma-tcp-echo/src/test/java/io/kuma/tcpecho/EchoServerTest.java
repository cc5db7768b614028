package io.kuma.tcpecho;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sees, over real sockets. */
@Timeout(60)
class EchoServerTest {

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private EchoServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        EchoServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "backend-v1",
            new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void echoesBytesAsTheyComeAndLogsThem() throws Exception {
    try (Socket client = connect()) {
      say(client, "hello");
      assertThat(hear(client, 5)).isEqualTo("hello");
      say(client, "\u0000\u00ff again");
      assertThat(hear(client, 8)).isEqualTo("\u0000\u00ff again");
    }
    assertThat(logged()).contains("sent 5 bytes: hello").contains("sent 8 bytes: .. again");
  }

  @Test
  void bytesThatOnlyLookLikeARequestAreEchoed() throws Exception {
    try (Socket client = connect()) {
      say(client, "GET");
      assertThat(hear(client, 3)).isEqualTo("GET");
      say(client, " lost\n");
      assertThat(hear(client, 6)).isEqualTo(" lost\n");
    }
  }

  @Test
  void answersARequestWithTheRequest() throws Exception {
    String request = "GET /a/b?c=d HTTP/1.1\r\nhost: x\r\nx-note: 1\r\n\r\n";
    try (Socket client = connect()) {
      say(client, request);
      String answer = hear(client, answerLength(request));
      assertThat(answer)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\r\nx-echo-instance: backend-v1\r\n")
          .endsWith("\r\n\r\n" + request);
    }
    assertThat(logged()).contains("HTTP/1.1 GET /a/b?c=d").doesNotContain("x-note");
  }

  @Test
  void aRequestLineMayArriveInPieces() throws Exception {
    String request = "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n";
    try (Socket client = connect()) {
      for (String piece : List.of("GE", "T /sl", "ow HTTP/1.1\r", "\nhost: x\r\n\r\n")) {
        say(client, piece);
      }
      assertThat(hear(client, answerLength(request))).endsWith(request);
    }
  }

  @Test
  void keepsTheConnectionUntilTheClientWantsItClosed() throws Exception {
    String first = "POST /1 HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc";
    String chunked =
        "PUT /2 HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n";
    String last = "GET /3 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    try (Socket client = connect()) {
      say(client, first + chunked + last);
      String answers = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answers).containsSubsequence(first, chunked, last).endsWith(last);
    }
  }

  @Test
  void http10EndsAfterOneAnswer() throws Exception {
    try (Socket client = connect()) {
      say(client, "GET / HTTP/1.0\r\n\r\n");
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .contains("connection: close")
          .endsWith("GET / HTTP/1.0\r\n\r\n");
    }
  }

  @Test
  void aHeadRequestGetsNoBody() throws Exception {
    try (Socket client = connect()) {
      say(client, "HEAD / HTTP/1.1\r\nconnection: close\r\n\r\n");
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("\r\n\r\n")
          .doesNotContain("HEAD");
    }
  }

  @Test
  void aRealHttpClientIsServed() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<String> response =
        client.send(
            java.net.http.HttpRequest.newBuilder(uri("/x"))
                .expectContinue(true)
                .POST(BodyPublishers.ofString("payload"))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("POST /x HTTP/1.1\r\n").endsWith("payload");
  }

  @Test
  void anAnswerIsLateWhenAskedToBe() throws Exception {
    long before = System.nanoTime();
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(uri("/x?a=b&delay=300ms")).build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /?delay=soon HTTP/1.1\\r\\n\\r\\n | 400",
        "GET /?delay=61s HTTP/1.1\\r\\n\\r\\n | 400",
        "GET / HTTP/1.1\\r\\nno colon\\r\\n\\r\\n | 400",
        "POST / HTTP/1.1\\r\\ncontent-length: -1\\r\\n\\r\\n | 400",
        "POST / HTTP/1.1\\r\\ncontent-length: 1048577\\r\\n\\r\\n | 413",
        "POST / HTTP/1.1\\r\\ntransfer-encoding: chunked\\r\\n\\r\\nxyz\\r\\n | 400",
        "POST / HTTP/1.1\\r\\ntransfer-encoding: chunked\\r\\n\\r\\n200000\\r\\n | 413",
      })
  void refusesWhatIsNoRequestOrTooMuch(String request, int status) throws Exception {
    try (Socket client = connect()) {
      say(client, request.replace("\\r", "\r").replace("\\n", "\n"));
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void headersWithoutEndAreRefused() throws Exception {
    try (Socket client = connect()) {
      say(client, "GET / HTTP/1.1\r\n" + ("x: " + "y".repeat(1000) + "\r\n").repeat(100));
      client.shutdownOutput();
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void brokenClientsDoNotKeepItFromServingOthers() throws Exception {
    for (int i = 0; i < 20; i++) {
      Socket client = connect();
      client.setSoLinger(true, 0);
      say(client, "POST / HTTP/1.1\r\ncontent-length: 100\r\n\r\nonly this");
      client.close();
    }
    answersARequestWithTheRequest();
  }

  @Test
  void oneConnectionTooManyIsClosedAndTheOthersLive() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < EchoServer.MAX_CONNECTIONS; i++) {
        Socket client = connect();
        clients.add(client);
        say(client, "x");
        assertThat(hear(client, 1)).isEqualTo("x");
      }
      try (Socket extra = connect()) {
        assertThat(extra.getInputStream().read()).isNegative();
      }
      say(clients.get(0), "y");
      assertThat(hear(clients.get(0), 1)).isEqualTo("y");
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(ISO_8859_1));
    client.getOutputStream().flush();
  }

  private static String hear(Socket client, int bytes) throws IOException {
    return new String(client.getInputStream().readNBytes(bytes), ISO_8859_1);
  }

  private static int answerLength(String request) {
    String head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: "
            + request.length()
            + "\r\nx-echo-instance: backend-v1\r\nconnection: keep-alive\r\n\r\n";
    return head.length() + request.length();
  }

  private String logged() {
    return log.toString(UTF_8);
  }
}
