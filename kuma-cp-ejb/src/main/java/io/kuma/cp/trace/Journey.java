package io.kuma.cp.trace;

import io.kuma.model.ResourceKey;

/** The way of one snapshot to its proxies. */
public interface Journey {
  /** Of a snapshot that nobody follows. */
  Journey NONE =
      new Journey() {
        @Override
        public void expect() {}

        @Override
        public void departed() {}

        @Override
        public void unchanged() {}

        @Override
        public void failed(ResourceKey proxy, String reason) {}

        @Override
        public Leg changed(ResourceKey proxy) {
          throw new IllegalStateException("Nobody is on it");
        }
      };

  /** One more proxy will be looked at. */
  void expect();

  /** No more proxies than these. */
  void departed();

  /** It makes no difference to one of them. */
  void unchanged();

  /** For one of them no configuration could be made. */
  void failed(ResourceKey proxy, String reason);

  /** One of them has something new to be told. */
  Leg changed(ResourceKey proxy);

  /** The way to one proxy. It ends once. */
  interface Leg {
    /** The proxy uses all of it. */
    void acknowledged();

    /** The proxy refuses some of it. */
    void rejected(String reason);

    /** The proxy went away. */
    void lost();
  }
}
