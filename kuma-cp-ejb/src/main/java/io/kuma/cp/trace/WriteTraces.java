package io.kuma.cp.trace;

import io.kuma.core.event.ChangeFeed;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.Transactions;
import io.kuma.core.metric.RequestTimes;
import io.kuma.core.snapshot.SnapshotDelta;

/** Stands at each place that a write comes by. */
public interface WriteTraces extends AutoCloseable {
  /** Follows nothing, and costs nothing. */
  WriteTraces NONE =
      new WriteTraces() {
        @Override
        public RequestTimes follow(RequestTimes times) {
          return times;
        }

        @Override
        public ResourceManager follow(ResourceManager manager) {
          return manager;
        }

        @Override
        public Transactions follow(Transactions transactions) {
          return transactions;
        }

        @Override
        public void listen(ChangeFeed feed) {}

        @Override
        public Journey depart(String mesh, SnapshotDelta delta) {
          return Journey.NONE;
        }

        @Override
        public void close() {}
      };

  /** Requests begin what is followed. */
  RequestTimes follow(RequestTimes times);

  /** So do writes through this manager. */
  ResourceManager follow(ResourceManager manager);

  /** For the manager below it. */
  Transactions follow(Transactions transactions);

  /** To be called before others listen who look for what changed. */
  void listen(ChangeFeed feed);

  /** A snapshot was replaced: what is followed of it goes on to the proxies. */
  Journey depart(String mesh, SnapshotDelta delta);

  @Override
  void close();
}
