package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/kuma-cp} over a real PostgreSQL, which is stopped and started meanwhile. */
class PostgresTest {
  private static final String PASSWORD = "conf'id $ential \"${x}\"";
  private static final int PATIENCE_SECONDS = 60;

  private final Path data;
  private final Distribution distribution;

  PostgresTest(@TempDir Path data, @TempDir Path workDirectory) throws IOException {
    this.data = data;
    this.distribution =
        new Distribution(workDirectory.resolve("kuma"))
            .with("KUMA_STORE_TYPE", "postgres")
            .with("KUMA_STORE_POSTGRES_HOST", "localhost")
            .with("KUMA_STORE_POSTGRES_DB_NAME", "postgres")
            .with("KUMA_STORE_POSTGRES_USER", "kuma")
            .with("KUMA_STORE_POSTGRES_PASSWORD", PASSWORD)
            .with("KUMA_PLUGIN_POLICIES_ENABLED", "meshtimeouts,meshretries");
  }

  @Test
  void keepsItsResourcesThereAndOutlivesAnOutage() throws Exception {
    EmbeddedPostgres postgres = start(0);
    int port = postgres.getPort();
    distribution.with("KUMA_STORE_POSTGRES_PORT", Integer.toString(port));
    try {
      execute(
          postgres,
          "create role kuma superuser login password '" + PASSWORD.replace("'", "''") + "'");
      // Only this user is asked for its password; the test's own is not.
      Files.writeString(
          data.resolve("pg_hba.conf"),
          "host all kuma all scram-sha-256\nhost all all all trust\nlocal all all trust\n");
      execute(postgres, "select pg_reload_conf()");

      assertThat(exit(distribution.launch("run"))).isEqualTo(1);
      assertThat(distribution.log())
          .isEqualTo(
              "kuma-cp: The database is not at the schema of this version; run \"kuma-cp migrate"
                  + " up\" first.\n");
      assertThat(exit(distribution.launch("migrate", "up"))).isZero();
      assertThat(distribution.log()).contains("migrations that were run: 1");
      assertThat(exit(distribution.launch("migrate", "up"))).isZero();
      assertThat(distribution.log()).contains("at the schema of this version already");

      Process process = distribution.start();
      try {
        assertThat(distribution.putMesh("kept")).isEqualTo(201);
        assertThat(status("/meshes/kept")).isEqualTo(200);
        assertThat(ready()).isEqualTo(200);
        assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/config").body())
            .contains("\"password\": \"*****\"")
            .doesNotContain("conf'id");

        assertThat(status("/meshes/kept/meshtimeouts")).isEqualTo(200);
        assertThat(status("/meshes/kept/meshcircuitbreakers")).as("not enabled").isEqualTo(404);
        assertInsightIsWritten();

        // Memory follows what was written within a fraction of this.
        Thread.sleep(1000);
        postgres.close();
        assertThat(status("/meshes/kept")).as("from memory").isEqualTo(200);
        assertThat(distribution.get("KUMA_API_SERVER_HTTP_PORT", "/meshes").body())
            .contains("\"kept\"");
        assertThat(status("/meshes/kept/secrets")).isEqualTo(503);
        assertThat(distribution.putMesh("refused")).isEqualTo(503);
        assertThat(ready()).isEqualTo(503);
        assertThat(distribution.get("KUMA_DIAGNOSTICS_SERVER_PORT", "/ready").statusCode())
            .as("proxies are served")
            .isEqualTo(200);

        postgres = start(port);
        assertThat(distribution.putMesh("after")).isEqualTo(201);
        assertThat(status("/meshes/kept/secrets")).isEqualTo(200);
        assertThat(ready()).isEqualTo(200);
      } finally {
        distribution.stop(process);
      }
      assertThat(distribution.log()).doesNotContain("conf'id");
    } finally {
      postgres.close();
    }
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** By the control plane that was elected, which is this one. */
  private void assertInsightIsWritten() throws IOException, InterruptedException {
    for (int second = 0; status("/mesh-insights/kept") != 200; second++) {
      assertThat(second).as("seconds until there is an insight").isLessThan(PATIENCE_SECONDS);
      Thread.sleep(1000);
    }
  }

  private int status(String path) throws IOException, InterruptedException {
    return distribution.get("KUMA_API_SERVER_HTTP_PORT", path).statusCode();
  }

  private int ready() throws IOException, InterruptedException {
    return distribution.get("KUMA_MANAGEMENT_PORT", "/health/ready").statusCode();
  }

  private static int exit(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
