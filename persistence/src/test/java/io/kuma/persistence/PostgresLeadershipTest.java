package io.kuma.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Control planes of one database, one of which leads. */
@Timeout(60)
class PostgresLeadershipTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final TestPostgres postgres = TestPostgres.create();
  private final List<PostgresLeadership> all = new ArrayList<>();
  private final AtomicInteger elections = new AtomicInteger();

  @AfterEach
  void stop() {
    all.forEach(PostgresLeadership::close);
  }

  private PostgresLeadership start(TestPostgres database) {
    PostgresLeadership started =
        new PostgresLeadership(database.dataSource(), Thread::new, INTERVAL);
    all.add(started);
    started.onElected(elections::incrementAndGet);
    started.start();
    return started;
  }

  private long leaders() {
    return all.stream().filter(PostgresLeadership::isLeader).count();
  }

  @Test
  void nobodyLeadsBeforeTheElection() {
    assertThat(new PostgresLeadership(postgres.dataSource(), Thread::new).isLeader()).isFalse();
  }

  @Test
  void oneLeadsAndAnotherWhenItGoes() throws InterruptedException {
    PostgresLeadership first = start(postgres);
    await(first::isLeader);
    PostgresLeadership second = start(postgres);
    PostgresLeadership third = start(postgres);
    Thread.sleep(INTERVAL.multipliedBy(10).toMillis());
    assertThat(second.isLeader() || third.isLeader()).isFalse();
    assertThat(elections).hasValue(1);

    first.close();
    assertThat(first.isLeader()).isFalse();
    await(() -> leaders() == 1 && elections.get() == 2);
    Thread.sleep(INTERVAL.multipliedBy(10).toMillis());
    assertThat(leaders()).isEqualTo(1);
    assertThat(elections).hasValue(2);
  }

  @Test
  void whoLosesItsConnectionLeadsNoLongerUntilItIsElectedAgain() throws InterruptedException {
    start(postgres);
    await(() -> leaders() == 1);
    for (int loss = 1; loss <= 3; loss++) {
      int before = elections.get();
      postgres.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database ="
              + " (select oid from pg_database where datname = current_database())");
      await(() -> elections.get() == before + 1 && leaders() == 1);
    }
  }

  @Test
  void theLeaderKnowsWhoRuns() throws InterruptedException {
    PostgresLeadership leader = start(postgres);
    await(leader::isLeader);
    PostgresLeadership other = new PostgresLeadership(postgres.dataSource(), Thread::new, INTERVAL);
    all.add(other);
    other.enter("cp-2");
    await(() -> !leader.isPresent("cp-2"));
    other.start();
    await(() -> leader.isPresent("cp-2"));
    assertThat(leader.isPresent("cp-3")).isFalse();
    assertThat(other.isPresent("cp-3")).as("only the leader can say").isTrue();
    other.close();
    await(() -> !leader.isPresent("cp-2"));
  }

  @Test
  void everyDatabaseHasALeaderOfItsOwn() throws InterruptedException {
    PostgresLeadership here = start(postgres);
    PostgresLeadership elsewhere = start(TestPostgres.create());
    await(() -> here.isLeader() && elsewhere.isLeader());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
