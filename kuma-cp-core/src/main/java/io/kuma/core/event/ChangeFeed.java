package io.kuma.core.event;

/** Tells who asks about every committed {@link Change}. */
public interface ChangeFeed {
  /**
   * What listeners throw is logged and kept from the writer.
   *
   * @return closes the subscription
   */
  Subscription subscribe(ChangeListener listener);

  /** An open subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
