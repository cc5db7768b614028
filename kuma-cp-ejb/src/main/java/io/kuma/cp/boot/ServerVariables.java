package io.kuma.cp.boot;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The variables that the server's own configuration reads for its data source, its logs and the
 * certificates of callers, made from the control plane's settings. Its defaults are those of the
 * embedded database, so there is nothing to say for that.
 */
final class ServerVariables {
  /** More than any database allows. */
  private static final int NO_LIMIT = 100_000;

  private ServerVariables() {}

  static SortedMap<String, String> of(CpSettings settings, AuditSettings audit) {
    SortedMap<String, String> variables = new TreeMap<>();
    switch (settings.store().type()) {
      case H2 -> {}
      case MEMORY -> variables.put("KUMA_DATA_SOURCE_URL", "jdbc:h2:mem:kuma;DB_CLOSE_DELAY=-1");
      case POSTGRES -> putPostgres(settings.store().postgres(), variables);
    }
    audit.putVariables(variables);
    ClientCertificates.of(settings).putVariables(variables);
    return variables;
  }

  private static void putPostgres(PostgresSettings postgres, Map<String, String> variables) {
    variables.put("KUMA_DATA_SOURCE_DRIVER", "postgresql");
    variables.put("KUMA_DATA_SOURCE_URL", PostgresConnections.pooledUrl(postgres));
    variables.put("KUMA_DATA_SOURCE_USER", postgres.user());
    variables.put("KUMA_DATA_SOURCE_PASSWORD", postgres.password().reveal());
    variables.put(
        "KUMA_DATA_SOURCE_MIN_CONNECTIONS", Integer.toString(postgres.minOpenConnections()));
    int most = postgres.maxOpenConnections();
    variables.put(
        "KUMA_DATA_SOURCE_MAX_CONNECTIONS", Integer.toString(most == 0 ? NO_LIMIT : most));
    variables.put("KUMA_DATA_SOURCE_IDLE_MINUTES", minutes(postgres.maxConnectionIdleTime()));
  }

  /** The server counts in minutes, and takes 0 for never. */
  private static String minutes(Duration time) {
    return Long.toString(Math.max(1, time.plusSeconds(59).toMinutes()));
  }

  /** As lines that a shell evaluates. */
  static String toShell(SortedMap<String, String> variables) {
    return variables.entrySet().stream()
        .map(
            variable ->
                "export "
                    + variable.getKey()
                    + "='"
                    + variable.getValue().replace("'", "'\\''")
                    + "'\n")
        .collect(Collectors.joining());
  }
}
