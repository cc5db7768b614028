package io.kuma.cp.push;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Lets proxies be looked at again, each at most once at a time: a second request for a proxy that is still waiting merges
 * into the first, and proxies come in the order of their first request.
 */
final class PushQueue {
  private final Executor threads;
  private final Set<ConnectedProxy> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Makes a queue.
   *
   * @param threads takes tasks in order; their number bounds what is computed at a time
   */
  PushQueue(Executor threads) {
    this.threads = threads;
  }

  /** Cheap, and never waits. */
  void request(ConnectedProxy proxy) {
    if (waiting.add(proxy)) {
      threads.execute(
          () -> {
            // First, so that what changes from now on makes a request of its own.
            waiting.remove(proxy);
            proxy.refresh();
          });
    }
  }
}
