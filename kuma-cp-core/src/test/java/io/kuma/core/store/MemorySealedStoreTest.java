package io.kuma.core.store;

import io.kuma.core.event.Changes;
import java.time.Clock;

class MemorySealedStoreTest extends SealedStoreContract {
  @Override
  protected ResourceStore openStore() {
    return new MemoryResourceStore(Clock.systemUTC(), new Changes());
  }
}
