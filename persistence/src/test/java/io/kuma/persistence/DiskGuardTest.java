package io.kuma.persistence;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskGuardTest {
  private final AtomicLong room = new AtomicLong(DiskGuard.RESERVE_BYTES);
  private final DiskGuard guard = new DiskGuard(Path.of("/store"), room::get);

  @Test
  void nothingIsTakenWhileTheDiskIsFull() {
    assertThatCode(guard::check).doesNotThrowAnyException();
    room.decrementAndGet();
    assertThatThrownBy(guard::check)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("/store has less than 32 MiB left")
        .hasMessageContaining("Nothing was changed");
    room.incrementAndGet();
    assertThatCode(guard::check).doesNotThrowAnyException();
  }

  @Test
  void nothingIsTakenAfterAFailureThoughThereIsRoom() {
    guard.failed(new IOException("Input/output error"));
    assertThatThrownBy(guard::check)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("start the control plane again");
  }
}
