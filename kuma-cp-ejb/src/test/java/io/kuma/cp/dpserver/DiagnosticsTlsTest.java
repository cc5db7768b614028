package io.kuma.cp.dpserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.ca.ServerCertificate;
import io.kuma.cp.logging.LogLevels;
import io.kuma.cp.metric.ControlPlaneMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The diagnostics server over TLS, and what it shows of the JVM. */
class DiagnosticsTlsTest {
  private static final String ECDSA_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
  private static final String ECDSA_128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final String RSA_256 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
  private static final String RSA_128 = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

  private final Path directory;

  DiagnosticsTlsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private interface Use {
    void with(int port) throws Exception;
  }

  private void serve(List<String> protocols, List<String> ciphers, Use use) throws Exception {
    LogLevels levels = new LogLevels();
    DiagnosticsServer server =
        new DiagnosticsServer(
            new DiagnosticsServer.Exposure(
                0,
                Optional.of(
                    new DiagnosticsServer.Tls(
                        ServerCertificate.keptIn(directory, Instant.now(), new SecureRandom()),
                        new TlsLimits(protocols, ciphers))),
                true),
            () -> true,
            new ControlPlaneMetrics(),
            levels);
    server.start();
    try {
      use.with(server.port());
    } finally {
      server.stop().join();
      levels.close();
    }
  }

  private static HttpResponse<String> send(int port, String method, String path)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .sslContext(TrustAll.context())
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
  }

  /** Asks with one version and one cipher; says what was agreed on. */
  private static String ask(int port, String protocol, String... ciphers) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) TrustAll.context().getSocketFactory().createSocket("localhost", port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      if (ciphers.length > 0) {
        socket.setEnabledCipherSuites(ciphers);
      }
      socket.startHandshake();
      socket
          .getOutputStream()
          .write(
              "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      assertThat(new String(answer.readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200");
      return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
    }
  }

  @Test
  void answersOverTlsOnly() throws Exception {
    serve(
        List.of("TLSv1.2", "TLSv1.3"),
        List.of(),
        port -> {
          assertThat(send(port, "GET", "/ready").statusCode()).isEqualTo(200);
          assertThat(send(port, "GET", "/metrics").body()).contains("jvm_memory_used_bytes");
          assertThat(send(port, "PUT", "/logging").statusCode()).isEqualTo(400);
          assertThat(ask(port, "TLSv1.2")).startsWith("TLSv1.2 ");
          assertThat(ask(port, "TLSv1.3")).startsWith("TLSv1.3 ");
          assertThatThrownBy(
                  () ->
                      HttpClient.newHttpClient()
                          .send(
                              HttpRequest.newBuilder(
                                      URI.create("http://localhost:" + port + "/ready"))
                                  .build(),
                              BodyHandlers.ofString()))
              .isInstanceOf(IOException.class);
        });
  }

  @Test
  void speaksNoOtherVersion() throws Exception {
    serve(
        List.of("TLSv1.3"),
        List.of(),
        port -> {
          assertThat(ask(port, "TLSv1.3")).startsWith("TLSv1.3 ");
          assertThatThrownBy(() -> ask(port, "TLSv1.2")).isInstanceOf(SSLException.class);
        });
    serve(
        List.of("TLSv1.2"),
        List.of(),
        port -> {
          assertThat(ask(port, "TLSv1.2")).startsWith("TLSv1.2 ");
          assertThatThrownBy(() -> ask(port, "TLSv1.3")).isInstanceOf(SSLException.class);
        });
  }

  @Test
  void takesNoOtherCipherButThoseOfTls13() throws Exception {
    serve(
        List.of("TLSv1.2", "TLSv1.3"),
        List.of(ECDSA_256, RSA_256),
        port -> {
          assertThat(ask(port, "TLSv1.2", ECDSA_256, RSA_256, ECDSA_128, RSA_128))
              .endsWith("AES_256_GCM_SHA384");
          assertThatThrownBy(() -> ask(port, "TLSv1.2", ECDSA_128, RSA_128))
              .isInstanceOf(SSLException.class);
          assertThat(ask(port, "TLSv1.3", "TLS_AES_128_GCM_SHA256")).startsWith("TLSv1.3 ");
          assertThat(send(port, "GET", "/ready").version()).isEqualTo(HttpClient.Version.HTTP_2);
        });
  }

  @Test
  void showsWhatTheJvmDoes() throws Exception {
    serve(
        List.of("TLSv1.3"),
        List.of(),
        port -> {
          HttpResponse<String> threads = send(port, "GET", "/debug/threads");
          assertThat(threads.statusCode()).isEqualTo(200);
          assertThat(threads.headers().firstValue("content-type"))
              .hasValue("text/plain; charset=utf-8");
          assertThat(threads.body()).contains("\"main\"", getClass().getName());
          assertThat(send(port, "GET", "/debug/histogram").body()).contains("java.lang.String");
          assertThat(send(port, "POST", "/debug/threads").statusCode()).isEqualTo(405);
        });
  }
}
