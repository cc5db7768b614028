package io.kuma.cp.boot;

import io.kuma.persistence.PostgresDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** From {@link PostgresSettings} to connections. */
final class PostgresConnections {
  /** An answer that takes longer will not come: the network has swallowed it. */
  private static final int LONGEST_ANSWER_SECONDS = 30;

  private PostgresConnections() {}

  /** Connections beside the pool, to listen on and to migrate with. */
  static DataSource unpooled(PostgresSettings settings) {
    return PostgresDataSource.of(
        url(settings, Map.of()), settings.user(), settings.password().reveal());
  }

  /** The address for the server's pool; it names neither user nor password. */
  static String pooledUrl(PostgresSettings settings) {
    return url(settings, Map.of("socketTimeout", Integer.toString(LONGEST_ANSWER_SECONDS)));
  }

  private static String url(PostgresSettings settings, Map<String, String> more) {
    Map<String, String> parameters = new TreeMap<>(more);
    parameters.put("ApplicationName", "kuma-cp");
    parameters.put("connectTimeout", Integer.toString(settings.connectionTimeout()));
    parameters.put("tcpKeepAlive", "true");
    // Texts go into columns of JSON as they are.
    parameters.put("stringtype", "unspecified");
    // The server quotes the row that it refuses, which may be a secret.
    parameters.put("logServerErrorDetail", "false");
    PostgresSettings.Tls tls = settings.tls();
    parameters.put("sslmode", tls.mode().driverName());
    if (tls.mode() != PostgresSettings.TlsMode.DISABLE) {
      putPath(parameters, "sslrootcert", tls.caPath());
      putPath(parameters, "sslcert", tls.certPath());
      putPath(parameters, "sslkey", tls.keyPath());
    }
    return "jdbc:postgresql://"
        + host(settings.host())
        + ":"
        + settings.port()
        + "/"
        + encode(settings.dbName())
        + parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static void putPath(Map<String, String> parameters, String name, String path) {
    if (!path.isEmpty()) {
      parameters.put(name, path);
    }
  }

  private static String host(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
