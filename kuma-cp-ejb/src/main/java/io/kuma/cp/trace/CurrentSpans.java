package io.kuma.cp.trace;

import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each thread is doing that is followed. A map of ours, and not the threads' own: they are the
 * server's, and would keep our classes.
 */
final class CurrentSpans {
  private final Map<Thread, Span> spans = new ConcurrentHashMap<>();

  Optional<Span> find() {
    return spans.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(spans.get(Thread.currentThread()));
  }

  /** The thread does this now; returns what it did before. */
  Optional<Span> set(@Nullable Span span) {
    return Optional.ofNullable(
        span == null
            ? spans.remove(Thread.currentThread())
            : spans.put(Thread.currentThread(), span));
  }
}
