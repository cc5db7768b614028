package io.kuma.kumactl.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import io.kuma.kumactl.config.Configuration.ControlPlane;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The API of one control plane. It uses the client that the JVM has loaded quickest: a command is
 * over after one or two requests.
 */
public final class ControlPlaneApi {
  private static final String JSON = "application/json";
  private static final String DRY_RUN = "?dry-run=true";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 400;

  private final ControlPlane controlPlane;
  private final Path directory;
  private final Duration timeout;
  private final ResourceCodec codec;
  private @Nullable SSLSocketFactory tls;

  /**
   * An API that is asked when something is wanted of it.
   *
   * @param directory that the names of certificate files are relative to
   * @param timeout for a whole request; zero: none
   */
  public ControlPlaneApi(
      ControlPlane controlPlane, Path directory, Duration timeout, ResourceCodec codec) {
    this.controlPlane = controlPlane;
    this.directory = directory;
    this.timeout = timeout;
    this.codec = codec;
  }

  /**
   * An answer that is no error.
   *
   * @param status of HTTP
   */
  public record Answer(int status, String body) {
    public boolean isNew() {
      return status == CREATED;
    }
  }

  /** What is at a path; empty if nothing is. */
  public Optional<JsonNode> find(String path) {
    return send("GET", path, null).map(answer -> parse(answer.body()));
  }

  /** What is at a path. */
  public JsonNode get(String path) {
    return parse(text(path));
  }

  /** The text that is at a path. */
  public String text(String path) {
    return send("GET", path, null).orElseThrow(() -> new NotFound(path)).body();
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body).orElseThrow(() -> new NotFound(path));
  }

  public String post(String path, String body) {
    return send("POST", path, body).orElseThrow(() -> new NotFound(path)).body();
  }

  /** Whether there was something to delete. */
  public boolean delete(String path) {
    return send("DELETE", path, null).isPresent();
  }

  /** Which proxies storing {@code body} at a path would change; nothing is stored. */
  public JsonNode rehearsePut(String path, String body) {
    return parse(put(path + DRY_RUN, body).body());
  }

  /** Which proxies deleting what is at a path would change; nothing is deleted. */
  public JsonNode rehearseDelete(String path) {
    return send("DELETE", path + DRY_RUN, null)
        .map(answer -> parse(answer.body()))
        .orElseThrow(() -> new NotFound(path));
  }

  private JsonNode parse(String text) {
    try {
      return codec.parseJson(text);
    } catch (MalformedJson e) {
      throw new Failure("the control plane's answer is no JSON: " + e.getMessage(), e);
    }
  }

  /** An error that is not that nothing is there is a {@link Failure}. */
  private Optional<Answer> send(String method, String path, @Nullable String body) {
    try {
      HttpURLConnection connection = open(method, path);
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", JSON);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      String answer = read(connection, status);
      if (status == NOT_FOUND) {
        String mesh = ApiProblem.of(status, answer, codec).missingMesh();
        if (!mesh.isEmpty()) {
          throw new Failure(mesh);
        }
        return Optional.empty();
      } else if (status >= FIRST_ERROR) {
        throw new Failure(ApiProblem.of(status, answer, codec).text());
      }
      return Optional.of(new Answer(status == CREATED ? CREATED : OK, answer));
    } catch (IOException e) {
      throw new Failure(
          "the control plane at " + controlPlane.url() + " cannot be asked: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    String base = controlPlane.url().replaceAll("/+$", "");
    URL url = URI.create(base + path).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      TlsClient client = new TlsClient(controlPlane, directory);
      SSLSocketFactory sockets = tls == null ? client.sockets() : tls;
      tls = sockets;
      secure.setSSLSocketFactory(sockets);
      if (controlPlane.skipVerify()) {
        secure.setHostnameVerifier((host, session) -> true);
      }
    }
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", JSON);
    controlPlane.headers().forEach(connection::setRequestProperty);
    if (controlPlane.authType().equals("tokens")) {
      connection.setRequestProperty(
          "Authorization", "Bearer " + controlPlane.authConf().getOrDefault("token", ""));
    }
    return connection;
  }

  private static String read(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= FIRST_ERROR ? connection.getErrorStream() : connection.getInputStream()) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Nothing is at a path where something was expected. */
  public static final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    NotFound(String path) {
      super("there is nothing at " + path);
    }
  }
}
