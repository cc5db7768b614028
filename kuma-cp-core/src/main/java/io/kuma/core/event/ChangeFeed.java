package io.kuma.core.event;

import java.util.function.Consumer;

/** Tells who asks about every committed {@link Change}. */
public interface ChangeFeed {
  /**
   * Listeners are called on the writer's thread after its commit: they must only take note and
   * return. What they throw is logged and kept from the writer.
   *
   * @return closes the subscription
   */
  Subscription subscribe(Consumer<Change> listener);

  /** An open subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
