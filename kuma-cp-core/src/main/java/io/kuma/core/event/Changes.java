package io.kuma.core.event;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link ChangeFeed} of one process: whoever commits publishes, on its own thread; and so does
 * whoever hears of other processes' commits.
 */
public final class Changes implements ChangeFeed {
  private static final Logger log = LoggerFactory.getLogger(Changes.class);

  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  @Override
  public Subscription subscribe(ChangeListener listener) {
    Subscriber entry = new Subscriber(listener);
    subscribers.add(entry);
    return () -> subscribers.remove(entry);
  }

  /** Tells every listener about every change, in this order. Never throws. */
  public void publish(Collection<Change> changes) {
    for (Change change : changes) {
      for (Subscriber subscriber : subscribers) {
        subscriber.tell(change);
      }
    }
  }

  /** Tells every listener that changes may have been missed. Never throws. */
  public void publishGap() {
    subscribers.forEach(Subscriber::tellGap);
  }

  /** Compared by identity, so that the same listener can be subscribed twice and closed once. */
  private static final class Subscriber {
    private final ChangeListener listener;

    private Subscriber(ChangeListener listener) {
      this.listener = listener;
    }

    private void tell(Change change) {
      try {
        listener.onChange(change);
      } catch (RuntimeException e) {
        log.error("A listener failed on the change of {}", change.key(), e);
      }
    }

    private void tellGap() {
      try {
        listener.onGap();
      } catch (RuntimeException e) {
        log.error("A listener failed when changes had been missed", e);
      }
    }
  }
}
