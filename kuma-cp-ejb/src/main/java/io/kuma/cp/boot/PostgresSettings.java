package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How PostgreSQL is reached, by the names of the contract (section 5). docs/postgresql.md tells
 * which of them the server's pool of connections has no use for.
 *
 * @param driverName there is one driver here; both of upstream's names mean it
 * @param connectionTimeout in seconds; 0 waits for ever
 * @param maxOpenConnections 0 for no limit
 * @param tolerateNewerDBVersions whether a schema that a newer control plane made will do
 */
public record PostgresSettings(
    @Setting(env = "KUMA_STORE_POSTGRES_HOST", value = "127.0.0.1") String host,
    @Setting(env = "KUMA_STORE_POSTGRES_PORT", value = "15432", min = 1, max = 65535) int port,
    @Setting(env = "KUMA_STORE_POSTGRES_USER", value = "kuma") String user,
    @Setting(env = "KUMA_STORE_POSTGRES_PASSWORD", value = "kuma") HiddenText password,
    @Setting(env = "KUMA_STORE_POSTGRES_DB_NAME", value = "kuma") String dbName,
    @Setting(env = "KUMA_STORE_POSTGRES_DRIVER_NAME", value = "pgx") Driver driverName,
    @Setting(env = "KUMA_STORE_POSTGRES_CONNECTION_TIMEOUT", value = "5", max = 3600)
        int connectionTimeout,
    @Setting(env = "KUMA_STORE_POSTGRES_MAX_CONNECTION_IDLE_TIME", value = "30m")
        Duration maxConnectionIdleTime,
    @Setting(env = "KUMA_STORE_POSTGRES_MAX_CONNECTION_LIFETIME", value = "1h")
        Duration maxConnectionLifetime,
    @Setting(env = "KUMA_STORE_POSTGRES_MAX_CONNECTION_LIFETIME_JITTER", value = "1m")
        Duration maxConnectionLifetimeJitter,
    @Setting(env = "KUMA_STORE_POSTGRES_HEALTH_CHECK_INTERVAL", value = "30s")
        Duration healthCheckInterval,
    @Setting(env = "KUMA_STORE_POSTGRES_MIN_OPEN_CONNECTIONS", value = "0", max = 100_000)
        int minOpenConnections,
    @Setting(env = "KUMA_STORE_POSTGRES_MAX_OPEN_CONNECTIONS", value = "50", max = 100_000)
        int maxOpenConnections,
    @Setting(
            env = "KUMA_STORE_POSTGRES_MAX_IDLE_CONNECTIONS",
            value = "50",
            min = Integer.MIN_VALUE)
        int maxIdleConnections,
    @Setting(env = "KUMA_STORE_POSTGRES_MAX_LIST_QUERY_ELEMENTS", value = "0")
        int maxListQueryElements,
    Tls tls,
    @Setting(env = "KUMA_STORE_POSTGRES_TOLERATE_NEWER_DB_VERSIONS", value = "false")
        boolean tolerateNewerDBVersions,
    ReadReplica readReplica) {

  /** What the pool of the server cannot do, or does in another way. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "maxConnectionLifetime",
          "maxConnectionLifetimeJitter",
          "healthCheckInterval",
          "maxIdleConnections",
          "maxListQueryElements");

  /** Upstream has two, with different pools. */
  public enum Driver {
    PGX,
    POSTGRES
  }

  /**
   * The connection's encryption. The reference file calls the last path {@code TLS_ROOT_CERT_PATH};
   * upstream reads {@code TLS_CA_PATH}, and here both count.
   */
  public record Tls(
      @Setting(env = "KUMA_STORE_POSTGRES_TLS_MODE", value = "disable") TlsMode mode,
      @Setting(env = "KUMA_STORE_POSTGRES_TLS_CERT_PATH") String certPath,
      @Setting(env = "KUMA_STORE_POSTGRES_TLS_KEY_PATH") String keyPath,
      @Setting(
              env = "KUMA_STORE_POSTGRES_TLS_CA_PATH",
              alias = "KUMA_STORE_POSTGRES_TLS_ROOT_CERT_PATH")
          String caPath,
      @Setting(env = "KUMA_STORE_POSTGRES_TLS_DISABLE_SSLSNI", value = "false")
          boolean disableSSLSNI) {}

  /** What is verified of the server. */
  public enum TlsMode {
    DISABLE("disable"),
    @JsonProperty("verifyNone")
    VERIFY_NONE("require"),
    @JsonProperty("verifyCa")
    VERIFY_CA("verify-ca"),
    @JsonProperty("verifyFull")
    VERIFY_FULL("verify-full");

    private final String driverName;

    TlsMode(String driverName) {
      this.driverName = driverName;
    }

    /** What PostgreSQL's clients call it. */
    String driverName() {
      return driverName;
    }

    boolean verifies() {
      return this == VERIFY_CA || this == VERIFY_FULL;
    }
  }

  /** A second server for reads. Here all reads go to the first. */
  public record ReadReplica(
      @Setting(env = "KUMA_STORE_POSTGRES_READ_REPLICA_HOST") String host,
      @Setting(env = "KUMA_STORE_POSTGRES_READ_REPLICA_PORT", value = "5432", max = 65535) int port,
      @Setting(env = "KUMA_STORE_POSTGRES_READ_REPLICA_RATIO", value = "100", max = 100)
          int ratio) {}

  /**
   * Refuses what cannot work together.
   *
   * @throws BadSetting in one sentence
   */
  void check() {
    if (tls.mode.verifies() && tls.caPath.isEmpty()) {
      throw new BadSetting(
          "KUMA_STORE_POSTGRES_TLS_MODE is \""
              + SettingsReader.name(tls.mode)
              + "\", but KUMA_STORE_POSTGRES_TLS_CA_PATH does not say whose certificates to trust.");
    }
    if (tls.certPath.isEmpty() != tls.keyPath.isEmpty()) {
      throw new BadSetting(
          "KUMA_STORE_POSTGRES_TLS_CERT_PATH and KUMA_STORE_POSTGRES_TLS_KEY_PATH belong together:"
              + " set both or none.");
    }
    if (maxOpenConnections > 0 && minOpenConnections > maxOpenConnections) {
      throw new BadSetting(
          "KUMA_STORE_POSTGRES_MIN_OPEN_CONNECTIONS is "
              + minOpenConnections
              + ", but must not be more than KUMA_STORE_POSTGRES_MAX_OPEN_CONNECTIONS, which is "
              + maxOpenConnections
              + ".");
    }
  }

  /** Names of what somebody has set and what will do nothing. */
  List<String> withoutEffect() {
    PostgresSettings defaults =
        new SettingsReader(name -> Optional.empty()).read(PostgresSettings.class);
    List<String> names = new ArrayList<>();
    for (RecordComponent component : PostgresSettings.class.getRecordComponents()) {
      if (WITHOUT_EFFECT.contains(component.getName())
          && !SettingsTree.value(component, this).equals(SettingsTree.value(component, defaults))) {
        names.add(component.getAnnotation(Setting.class).env());
      }
    }
    if (!readReplica.host.isEmpty()) {
      names.add("KUMA_STORE_POSTGRES_READ_REPLICA_HOST");
    }
    if (tls.disableSSLSNI) {
      names.add("KUMA_STORE_POSTGRES_TLS_DISABLE_SSLSNI");
    }
    return names;
  }
}
