package io.kuma.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.OutageReads;
import io.kuma.core.snapshot.Pace;
import io.kuma.core.snapshot.SnapshotThread;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A database server that stops and comes back while a control plane uses it. */
class PostgresOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  @Timeout(120)
  void readsGoOnWritesAreRefusedAndAllRecovers(@TempDir Path directory) throws Exception {
    EmbeddedPostgres server = start(directory, 0);
    int port = server.getPort();
    String url = server.getJdbcUrl("postgres", "postgres") + "&stringtype=unspecified";
    PGConnectionPoolDataSource pooled = new PGConnectionPoolDataSource();
    pooled.setUrl(url);
    Changes changes = new Changes();
    try (LocalDatabase database = new LocalDatabase(JdbcConnectionPool.create(pooled), changes)) {
      ResourceManager manager =
          new TransactionalResourceManager(
              database.store(Clock.systemUTC()), database, ControlPlane.standalone("z"), List.of());
      try (MeshSnapshots snapshots =
              new MeshSnapshots(
                  manager,
                  changes,
                  List.of(CoreTypes.DATAPLANE),
                  Pace.DEFAULT,
                  SnapshotThread.start());
          PostgresNotifications notifications =
              new PostgresNotifications(
                  PostgresDataSource.of(url, "postgres", "postgres"), changes, Thread::new)) {
        ResourceManager reads = new OutageReads(manager, snapshots);
        snapshots.start();
        notifications.start();
        Resource<Mesh> before = manager.create(CoreTypes.MESH, mesh("before"));
        await(() -> snapshots.find("before").isPresent() && notifications.isListening());

        server.close();
        await(() -> !notifications.isListening());

        assertThat(reads.find(CoreTypes.MESH, before.key()).orElseThrow().spec())
            .isEqualTo(before.spec());
        assertThat(reads.list(CoreTypes.MESH, null)).hasSize(1);
        assertUnavailable(() -> reads.create(CoreTypes.MESH, mesh("lost")));
        assertUnavailable(() -> reads.update(CoreTypes.MESH, before));
        assertUnavailable(
            () -> {
              reads.delete(CoreTypes.MESH, before.key());
              return before;
            });
        assertUnavailable(() -> reads.list(CoreTypes.SECRET, "before"));
        assertThat(snapshots.find("before")).as("proxies go on").isPresent();

        server = start(directory, port);
        await(() -> canWrite(reads, "after"));
        await(() -> snapshots.find("after").isPresent() && notifications.isListening());
        assertThat(reads.list(CoreTypes.MESH, null))
            .extracting(Resource::name)
            .containsExactly("after", "before");
        // From a control plane that this one hears of by the database alone.
        try (LocalDatabase other =
            new LocalDatabase(JdbcConnectionPool.create(pooled), new Changes())) {
          other.store(Clock.systemUTC()).create(CoreTypes.MESH, mesh("other"), null);
        }
        await(() -> snapshots.find("other").isPresent());
      }
    } finally {
      server.close();
    }
  }

  private static EmbeddedPostgres start(Path directory, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private static boolean canWrite(ResourceManager manager, String mesh) {
    try {
      manager.create(CoreTypes.MESH, mesh(mesh));
      return true;
    } catch (StoreUnavailable e) {
      return false;
    }
  }

  private static void assertUnavailable(Callable<?> work) {
    assertThatThrownBy(work::call).isInstanceOf(StoreUnavailable.class);
  }

  private static Resource<Mesh> mesh(String name) {
    ResourceKey key = CoreTypes.MESH.key("", name);
    return Resource.of(key, Mesh.EMPTY);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
