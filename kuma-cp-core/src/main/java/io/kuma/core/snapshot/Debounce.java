package io.kuma.core.snapshot;

/**
 * When to renew: soon after a change, later if more changes keep coming, and less and less often
 * under lasting load. Knows time only as arguments, in nanoseconds from any origin.
 *
 * <p>Single changes cost nothing but the quiet time, because renewals may come in bursts; when the
 * burst is used up there is one for each period. And whatever the renewals cost, two thirds of the
 * time are left to others. Not thread-safe.
 */
final class Debounce {
  private final Pace pace;

  private boolean waiting;
  private long first;
  private long last;

  private boolean ran;
  private long begin;

  /** When the burst would be full again. */
  private long credit;

  /** Not before this, for the last renewal took long. */
  private long rested;

  Debounce(Pace pace) {
    this.pace = pace;
  }

  /** Something changed. */
  void note(long now) {
    if (!waiting) {
      waiting = true;
      first = now;
    }
    last = now;
  }

  boolean isWaiting() {
    return waiting;
  }

  /** When to renew, if nothing else changes until then. Only while waiting. */
  long due() {
    long due = Math.min(last + pace.quiet().toNanos(), first + pace.longest().toNanos());
    if (!ran) {
      return due;
    }
    long allowed = credit - pace.burst() * pace.period().toNanos();
    return Math.max(due, Math.max(allowed, rested));
  }

  /** All changes up to now are being read. */
  void begin(long now) {
    waiting = false;
    begin = now;
    long period = pace.period().toNanos();
    credit = (ran ? Math.max(credit, now) : now) + period;
    ran = true;
    rested = now;
  }

  void end(long now) {
    rested = now + 2 * (now - begin);
  }
}
