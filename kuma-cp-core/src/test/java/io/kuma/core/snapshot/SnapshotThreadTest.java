package io.kuma.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a real thread, real time and many writers. */
@Timeout(60)
class SnapshotThreadTest {
  private static final int WRITERS = 4;
  private static final int WRITES = 100;

  @Test
  void runsTasksInTurnUntilItIsClosed() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    try (SnapshotThread thread = SnapshotThread.start()) {
      thread.run(Duration.ZERO, done::countDown);
      thread.run(Duration.ofMillis(1), done::countDown);
      thread.run(Duration.ofHours(1), never::countDown);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(never.getCount()).isEqualTo(1);
  }

  @Test
  void noWriteIsMissedHoweverManyWrite() throws InterruptedException {
    Changes changes = new Changes();
    MemoryResourceStore store = new MemoryResourceStore(Clock.systemUTC(), changes);
    store.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "default"), Mesh.EMPTY), null);
    CountDownLatch complete = new CountDownLatch(1);
    try (MeshSnapshots snapshots =
        new MeshSnapshots(
            reader(store),
            changes,
            List.of(CoreTypes.DATAPLANE),
            Pace.DEFAULT,
            SnapshotThread.start())) {
      snapshots.listen(
          (before, after, delta) -> {
            if (after.all(CoreTypes.DATAPLANE).size() == WRITERS * WRITES) {
              complete.countDown();
            }
          });
      snapshots.start();
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(new Thread(() -> write(store, writer)));
      }
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(complete.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void write(MemoryResourceStore store, int writer) {
    for (int i = 0; i < WRITES; i++) {
      ResourceKey key = CoreTypes.DATAPLANE.key("default", "dp-" + writer + "-" + i);
      store.create(CoreTypes.DATAPLANE, Resource.of(key, new Dataplane(null, null, null)), null);
    }
  }

  private static ResourceReader reader(MemoryResourceStore store) {
    return new ResourceReader() {
      @Override
      public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
        return store.find(type, key);
      }

      @Override
      public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
        return store.list(type, mesh);
      }
    };
  }
}
