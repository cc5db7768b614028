package io.kuma.core.event;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link ChangeFeed} of one process: whoever commits publishes, on its own thread. */
public final class Changes implements ChangeFeed {
  private static final Logger log = LoggerFactory.getLogger(Changes.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  @Override
  public Subscription subscribe(Consumer<Change> listener) {
    Listener entry = new Listener(listener);
    listeners.add(entry);
    return () -> listeners.remove(entry);
  }

  /** Tells every listener about every change, in this order. Never throws. */
  public void publish(Collection<Change> changes) {
    for (Change change : changes) {
      for (Listener listener : listeners) {
        listener.tell(change);
      }
    }
  }

  /** Compared by identity, so that the same consumer can be subscribed twice and closed once. */
  private static final class Listener {
    private final Consumer<Change> consumer;

    private Listener(Consumer<Change> consumer) {
      this.consumer = consumer;
    }

    private void tell(Change change) {
      try {
        consumer.accept(change);
      } catch (RuntimeException e) {
        log.error("A listener failed on the change of {}", change.key(), e);
      }
    }
  }
}
