package io.kuma.cp.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalTest {
  private static final long PATIENCE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final TestClock clock = new TestClock();
  private final Semaphore reminders = new Semaphore(0);
  private final Renewal renewal = new Renewal(timer, clock, reminders::release);

  RenewalTest() {
    timer.setRemoveOnCancelPolicy(true);
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void remindsOfWhatIsDueAtOnce() throws InterruptedException {
    renewal.at(clock.instant().minusSeconds(5));
    assertThat(reminders.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theSameTimeCanBeSetAgainAfterItHasCome() throws InterruptedException {
    Instant now = clock.instant();
    renewal.at(now);
    assertThat(reminders.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    renewal.at(now);
    assertThat(reminders.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void holdsOneTimeOnly() {
    renewal.at(clock.instant().plus(Duration.ofHours(1)));
    renewal.at(clock.instant().plus(Duration.ofHours(1)));
    renewal.at(clock.instant().plus(Duration.ofHours(2)));
    assertThat(timer.getQueue()).hasSize(1);
    renewal.close();
    assertThat(timer.getQueue()).isEmpty();
    renewal.at(clock.instant());
    assertThat(timer.getQueue()).isEmpty();
  }
}
