package io.kuma.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DebounceTest {
  private final Debounce debounce =
      new Debounce(
          new Pace(
              Duration.ofMillis(8),
              Duration.ofMillis(100),
              Duration.ofMillis(125),
              3,
              Duration.ofMinutes(1),
              Duration.ofSeconds(1)));

  @Test
  void waitsForQuiet() {
    debounce.note(at(0));
    assertThat(debounce.due()).isEqualTo(at(8));
    debounce.note(at(5));
    assertThat(debounce.due()).isEqualTo(at(13));
  }

  @Test
  void butNotForever() {
    for (int i = 0; i <= 95; i += 5) {
      debounce.note(at(i));
    }
    assertThat(debounce.due()).isEqualTo(at(100));
  }

  @Test
  void aBurstOfRoundsGoesThroughAndLastingLoadIsSlowedDown() {
    long now = 0;
    long[] waits = new long[10];
    for (int i = 0; i < waits.length; i++) {
      debounce.note(now);
      waits[i] = debounce.due() - now;
      now = debounce.due();
      debounce.begin(now);
      debounce.end(now);
    }
    assertThat(waits).startsWith(at(8), at(8), at(8));
    assertThat(waits[8]).isEqualTo(at(125));
    assertThat(waits[9]).isEqualTo(at(125));
  }

  @Test
  void aPauseBringsTheBurstBack() {
    aBurstOfRoundsGoesThroughAndLastingLoadIsSlowedDown();
    debounce.note(at(60_000));
    assertThat(debounce.due()).isEqualTo(at(60_008));
  }

  @Test
  void leavesTwoThirdsOfTheTimeToOthers() {
    debounce.note(at(0));
    debounce.begin(at(8));
    debounce.end(at(108));
    debounce.note(at(109));
    assertThat(debounce.due()).isEqualTo(at(308));
  }

  private static long at(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
