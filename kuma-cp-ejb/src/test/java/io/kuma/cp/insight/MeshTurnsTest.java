package io.kuma.cp.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.snapshot.ManualThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeshTurnsTest {
  private final ManualThread thread = new ManualThread();
  private final List<String> taken = new ArrayList<>();
  private final MeshTurns turns =
      new MeshTurns(
          thread,
          new ResyncIntervals(Duration.ofSeconds(1), Duration.ofSeconds(20)),
          mesh -> taken.add(mesh + "@" + thread.nanoTime() / 1_000_000));

  @Test
  void theFirstTurnIsAtOnceAndManyRequestsMakeOne() {
    for (int i = 0; i < 1000; i++) {
      turns.request("m");
    }
    thread.pass(10_000);
    assertThat(taken).containsExactly("m@0");
  }

  @Test
  void theNextTurnOfAMeshWaitsForItsIntervalAndOthersDoNot() {
    turns.request("m");
    thread.pass(300);
    turns.request("m");
    turns.request("n");
    thread.pass(100);
    turns.request("m");
    thread.pass(5000);
    assertThat(taken).containsExactly("m@0", "n@300", "m@1000");
    turns.request("m");
    thread.pass(0);
    assertThat(taken).endsWith("m@5400");
  }

  @Test
  void underLastingChangeThereIsOneTurnInEachInterval() {
    for (int i = 0; i < 99; i++) {
      turns.request("m");
      thread.pass(30);
    }
    assertThat(taken).containsExactly("m@0", "m@1000", "m@2000");
  }

  @Test
  void whatWasMissedIsMadeUpForTogetherAndOnce() {
    turns.miss("m");
    thread.pass(5000);
    turns.miss("n");
    turns.miss("m");
    thread.pass(100_000);
    assertThat(taken).containsExactlyInAnyOrder("m@20000", "n@20000");
  }

  @Test
  void aChangeDoesNotWaitForWhatWasMissed() {
    turns.miss("m");
    thread.pass(5000);
    turns.request("m");
    thread.pass(0);
    assertThat(taken).containsExactly("m@5000");
  }

  @Test
  void aForgottenMeshIsAsNew() {
    turns.request("m");
    thread.pass(300);
    turns.forget("m");
    turns.request("m");
    thread.pass(0);
    assertThat(taken).containsExactly("m@0", "m@300");
  }
}
