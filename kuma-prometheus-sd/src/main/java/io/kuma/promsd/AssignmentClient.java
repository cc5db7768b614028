package io.kuma.promsd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks for monitoring assignments as Prometheus does (contract 1.4): the answer comes when there is
 * another one than the version that we hold.
 *
 * @param controlPlane {@code http} or {@code https}
 * @param sockets for {@code https}
 * @param name of this client; MeshMetrics may have backends for it alone
 * @param patience how long the control plane waits for something new
 */
record AssignmentClient(
    URI controlPlane, SSLSocketFactory sockets, String name, Duration patience) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE_URL =
      "type.googleapis.com/kuma.observability.v1.MonitoringAssignment";
  private static final int CONNECT_MILLIS = 10_000;

  /** How much longer than its own patience the control plane may take. */
  private static final Duration TRANSPORT = Duration.ofSeconds(15);

  private static final int MAX_REASON_BYTES = 1_000;

  /** What is assigned, and its version. */
  record Answer(String version, JsonNode assignments) {}

  /**
   * What there is now.
   *
   * @param version that we hold; empty for none
   * @return empty if it is still the newest
   * @throws IOException if nothing is known; the message says why
   */
  Optional<Answer> fetch(String version) throws IOException {
    String base = controlPlane.toString().replaceAll("/+$", "");
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(
                    base
                        + "/v3/discovery:monitoringassignments?fetch-timeout="
                        + patience.toMillis()
                        + "ms")
                .toURL()
                .openConnection();
    try {
      return exchange(connection, request(version));
    } finally {
      // Whoever asks again does so after a change, or half a minute later.
      connection.disconnect();
    }
  }

  private byte[] request(String version) throws IOException {
    ObjectNode request = JSON.createObjectNode();
    request.putObject("node").put("id", name);
    request
        .put("version_info", version)
        .put("response_nonce", version)
        .put("type_url", TYPE_URL)
        .putArray("resource_names");
    return JSON.writeValueAsBytes(request);
  }

  private Optional<Answer> exchange(HttpURLConnection connection, byte[] request)
      throws IOException {
    if (connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(sockets);
    }
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout((int) patience.plus(TRANSPORT).toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Accept", "application/json");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setFixedLengthStreamingMode(request.length);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(request);
    }
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
      return Optional.empty();
    } else if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("it answers " + status + reason(connection.getErrorStream()));
    }
    try (InputStream in = connection.getInputStream()) {
      JsonNode answer = JSON.readTree(in);
      JsonNode assignments = answer.path("resources");
      String version = answer.path("version_info").asText();
      if (!assignments.isArray() || version.isEmpty()) {
        throw new IOException("its answer is none to a question for monitoring assignments");
      }
      return Optional.of(new Answer(version, assignments));
    }
  }

  private static String reason(@Nullable InputStream in) throws IOException {
    if (in == null) {
      return "";
    }
    try (in) {
      String reason = new String(in.readNBytes(MAX_REASON_BYTES), StandardCharsets.UTF_8).strip();
      return reason.isEmpty() ? "" : ": " + reason;
    }
  }
}
