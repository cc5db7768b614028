package io.kuma.cp.trace;

import io.kuma.model.ResourceKey;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes that no snapshot has shown yet, by what they changed. Not every change comes into a
 * snapshot, so the oldest are forgotten.
 */
final class PendingWrites {
  private static final int MOST = 1000;

  /** Guarded by this object's lock. The oldest first. */
  private final Map<ResourceKey, Write> writes = new LinkedHashMap<>();

  private volatile boolean none = true;

  /** One of them. */
  record Write(Span span, Instant committed) {}

  synchronized void add(ResourceKey key, Span span, Instant committed) {
    writes.remove(key);
    writes.put(key, new Write(span, committed));
    if (writes.size() > MOST) {
      writes.remove(writes.keySet().iterator().next());
    }
    none = false;
  }

  /** Those of these keys, each once; they are not pending any more. */
  Collection<Write> take(Collection<ResourceKey> keys) {
    return none ? Set.of() : find(keys);
  }

  private synchronized Collection<Write> find(Collection<ResourceKey> keys) {
    Map<Span, Write> found = new LinkedHashMap<>();
    for (ResourceKey key : keys) {
      Write write = writes.remove(key);
      if (write != null) {
        found.putIfAbsent(write.span(), write);
      }
    }
    none = writes.isEmpty();
    return new LinkedHashSet<>(found.values());
  }
}
