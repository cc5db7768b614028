package io.kuma.dp.metrics;

import io.kuma.dp.metrics.MetricsConfig.Application;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads the metrics of an application. */
final class ApplicationMetrics {
  private static final int MAX_BYTES = 32 * 1024 * 1024;
  private static final int OK = 200;
  private static final String TEXT = "text/plain;version=0.0.4";

  private ApplicationMetrics() {}

  /**
   * Appends them, with the labels of the proxy.
   *
   * @param address of the proxy, where the application is if it does not say otherwise
   * @throws IOException if it has none to give
   */
  static void append(
      Application application,
      String address,
      Duration timeout,
      MetricsConfig config,
      StringBuilder out)
      throws IOException {
    String host = application.address().isEmpty() ? address : application.address();
    String text = read(host, application, timeout);
    text.lines()
        .filter(line -> !line.equals("# EOF"))
        .forEach(
            line ->
                out.append(
                        line.startsWith("#")
                            ? line
                            : Sample.parse(line)
                                .map(sample -> sample.with(config.labels()).toString())
                                .orElse(""))
                    .append('\n'));
  }

  private static String read(String host, Application application, Duration timeout)
      throws IOException {
    String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://" + authority + ":" + application.port() + application.path())
                .toURL()
                .openConnection();
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setRequestProperty("accept", TEXT);
    connection.setInstanceFollowRedirects(false);
    try {
      if (connection.getResponseCode() != OK) {
        throw new IOException("status " + connection.getResponseCode());
      }
      try (InputStream in = connection.getInputStream()) {
        byte[] body = in.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
          throw new IOException("more than " + MAX_BYTES + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }
}
