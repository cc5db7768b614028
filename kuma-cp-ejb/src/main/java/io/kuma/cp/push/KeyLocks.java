package io.kuma.cp.push;

import io.kuma.model.ResourceKey;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Locks for more keys than there are locks: one key never runs at the same time as itself. */
final class KeyLocks {
  private static final int COUNT = 64;

  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(COUNT).toList();

  ReentrantLock of(ResourceKey key) {
    return locks.get(Math.floorMod(key.hashCode(), COUNT));
  }
}
