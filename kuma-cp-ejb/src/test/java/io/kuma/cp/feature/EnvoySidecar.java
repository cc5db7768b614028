package io.kuma.cp.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A real Envoy with the configuration that the control plane's bootstrap gives it: what kuma-dp
 * does, at its barest.
 */
final class EnvoySidecar implements AutoCloseable {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private final Process envoy;
  private final Path dir;

  private EnvoySidecar(Process envoy, Path dir) {
    this.envoy = envoy;
    this.dir = dir;
  }

  /**
   * Starts one.
   *
   * @param dataplane the resource that it brings, as JSON
   * @param dir its own, for sockets and the log
   * @param features what it says that it can do
   */
  static EnvoySidecar start(
      int port,
      String mesh,
      String name,
      String dataplane,
      String token,
      Path dir,
      String... features) {
    try {
      Files.createDirectories(dir);
      Path config = dir.resolve("bootstrap.yaml");
      Files.write(config, bootstrap(port, mesh, name, dataplane, token, dir, features));
      Process process =
          new ProcessBuilder(
                  System.getProperty("kuma.envoy"),
                  "--config-path",
                  config.toString(),
                  "--disable-hot-restart",
                  "--concurrency",
                  "1",
                  "--log-level",
                  "warning")
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("envoy.log").toFile())
              .start();
      return new EnvoySidecar(process, dir);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return envoy.isAlive();
  }

  /** The sum of all of Envoy's counters and gauges whose names match. */
  long stat(String regex) {
    String answer =
        admin("GET", "/stats?filter=" + URLEncoder.encode(regex, StandardCharsets.UTF_8));
    return answer
        .lines()
        .filter(line -> line.contains(": "))
        .map(line -> line.substring(line.indexOf(": ") + 1).strip())
        .filter(value -> value.matches("\\d+"))
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** Tells Envoy something. */
  void post(String path) {
    admin("POST", path);
  }

  /** What the admin endpoint answers, without the headers but in chunks. */
  private String admin(String method, String path) {
    UnixDomainSocketAddress socket =
        UnixDomainSocketAddress.of(dir.resolve("kuma-envoy-admin.sock"));
    try (SocketChannel channel = SocketChannel.open(socket)) {
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: admin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    envoy.destroy();
    try {
      if (!envoy.waitFor(5, TimeUnit.SECONDS)) {
        envoy.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      envoy.destroyForcibly();
    }
  }

  private static byte[] bootstrap(
      int port,
      String mesh,
      String name,
      String dataplane,
      String token,
      Path dir,
      String... features)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("mesh", mesh)
        .put("name", name)
        .put("dataplaneToken", token)
        .put("dataplaneResource", dataplane)
        .put("workdir", dir.toString());
    body.putObject("version").putObject("envoy").put("version", "1.38.2");
    ArrayNode list = body.putArray("features");
    List.of(features).forEach(list::add);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/bootstrap"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(CODEC.toJson(body)))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(trustingAll())
              .build()
              .send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
      JsonNode tree = CODEC.parseJson(answer.body());
      return Base64.getDecoder().decode(tree.path("bootstrap").asText());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The test asks its own server; Envoy itself checks the certificate. */
  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
      return context;
    } catch (NoSuchAlgorithmException | KeyManagementException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
