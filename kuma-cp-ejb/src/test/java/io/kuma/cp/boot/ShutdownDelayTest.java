package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShutdownDelayTest {
  @Test
  void lastsAsLongAsItIsSet() {
    ShutdownDelay delay = new ShutdownDelay(Duration.ofMillis(100));
    assertThat(delay.hasBegun()).isFalse();
    long began = System.nanoTime();
    delay.await();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(99));
    assertThat(delay.hasBegun()).isTrue();
  }

  @Test
  void isNotWaitedForTwice() {
    ShutdownDelay delay = new ShutdownDelay(Duration.ofMillis(1));
    delay.await();
    assertThat(delay).satisfies(ShutdownDelay::await);
    ShutdownDelay none = new ShutdownDelay(Duration.ZERO);
    none.await();
    assertThat(none.isNone()).isTrue();
  }

  @Test
  void endsForAllWhoWaitWhenSomebodyCutsItShort() throws Exception {
    ShutdownDelay delay = new ShutdownDelay(Duration.ofHours(1));
    CompletableFuture<Void> first = CompletableFuture.runAsync(delay::await);
    CompletableFuture<Void> second = CompletableFuture.runAsync(delay::await);
    delay.cutShort();
    CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);
    delay.await();
  }
}
