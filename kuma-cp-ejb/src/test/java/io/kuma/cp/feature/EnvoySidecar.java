package io.kuma.cp.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
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

  private EnvoySidecar(Process envoy) {
    this.envoy = envoy;
  }

  /**
   * Starts one.
   *
   * @param dataplane the resource that it brings, as JSON
   * @param dir its own, for sockets and the log
   */
  static EnvoySidecar start(
      int port, String mesh, String name, String dataplane, String token, Path dir) {
    try {
      Files.createDirectories(dir);
      Path config = dir.resolve("bootstrap.yaml");
      Files.write(config, bootstrap(port, mesh, name, dataplane, token, dir));
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
      return new EnvoySidecar(process);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return envoy.isAlive();
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
      int port, String mesh, String name, String dataplane, String token, Path dir)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("mesh", mesh)
        .put("name", name)
        .put("dataplaneToken", token)
        .put("dataplaneResource", dataplane)
        .put("workdir", dir.toString());
    body.putObject("version").putObject("envoy").put("version", "1.38.2");
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
