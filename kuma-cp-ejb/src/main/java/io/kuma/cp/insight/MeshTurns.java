package io.kuma.cp.insight;

import io.kuma.core.snapshot.SnapshotThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides when which mesh has its turn: at once if it had none for a while, else as soon as the
 * least interval is over. A mesh waits once, however often its turn is requested. Nothing is
 * scheduled as long as nothing is requested.
 */
public final class MeshTurns {
  private final SnapshotThread thread;
  private final ResyncIntervals intervals;
  private final Consumer<String> work;

  // Guarded by this.
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> missed = new HashSet<>();
  private final Map<String, Long> begun = new HashMap<>();

  /**
   * Makes turns.
   *
   * @param work what is done with a mesh, on the thread; must not throw
   */
  public MeshTurns(SnapshotThread thread, ResyncIntervals intervals, Consumer<String> work) {
    this.thread = thread;
    this.intervals = intervals;
    this.work = work;
  }

  /** Something in the mesh has changed. Costs its caller next to nothing. */
  public synchronized void request(String mesh) {
    if (waiting.add(mesh)) {
      thread.run(untilNext(mesh), () -> take(mesh));
    }
  }

  /** The turn came to nothing: there is another one when all that were missed have theirs. */
  public synchronized void miss(String mesh) {
    if (missed.isEmpty()) {
      thread.run(intervals.full(), this::makeUp);
    }
    missed.add(mesh);
  }

  /** The mesh is gone. */
  public synchronized void forget(String mesh) {
    begun.remove(mesh);
  }

  private Duration untilNext(String mesh) {
    Long last = begun.get(mesh);
    return last == null
        ? Duration.ZERO
        : intervals.least().minusNanos(Math.max(0, thread.nanoTime() - last));
  }

  /** Changes from here on may be too late for this turn and make another. */
  private void take(String mesh) {
    synchronized (this) {
      waiting.remove(mesh);
      begun.put(mesh, thread.nanoTime());
    }
    work.accept(mesh);
  }

  private synchronized void makeUp() {
    List<String> meshes = List.copyOf(missed);
    missed.clear();
    meshes.forEach(this::request);
  }
}
