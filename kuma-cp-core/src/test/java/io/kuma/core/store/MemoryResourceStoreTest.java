package io.kuma.core.store;

import io.kuma.core.event.Changes;
import java.time.Clock;

class MemoryResourceStoreTest extends ResourceStoreContract {
  @Override
  protected Opened open(Clock clock, Changes changes) {
    MemoryResourceStore store = new MemoryResourceStore(clock, changes);
    return new Opened(store, store::required);
  }
}
