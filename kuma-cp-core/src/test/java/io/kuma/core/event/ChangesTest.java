package io.kuma.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.ChangeFeed.Subscription;
import io.kuma.model.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Change ONE = new Change(new ResourceKey("Mesh", "", "one"));
  private static final Change TWO = new Change(new ResourceKey("Mesh", "", "two"));

  private final Changes changes = new Changes();
  private final List<Change> heard = new ArrayList<>();

  @Test
  void tellsInOrder() {
    changes.subscribe(heard::add);

    changes.publish(List.of(TWO, ONE));

    assertThat(heard).containsExactly(TWO, ONE);
  }

  @Test
  void tellsNobodyWhoLeft() {
    ChangeListener listener = heard::add;
    Subscription first = changes.subscribe(listener);
    changes.subscribe(listener);
    first.close();
    first.close();

    changes.publish(List.of(ONE));

    assertThat(heard).containsExactly(ONE);
  }

  @Test
  void keepsFailuresFromTheWriterAndTheOthers() {
    changes.subscribe(
        change -> {
          throw new IllegalStateException("on purpose");
        });
    changes.subscribe(heard::add);

    changes.publish(List.of(ONE));

    assertThat(heard).containsExactly(ONE);
  }

  @Test
  void tellsOfAGapEvenIfOneFails() {
    AtomicInteger gaps = new AtomicInteger();
    changes.subscribe(
        onGap(
            () -> {
              throw new IllegalStateException("on purpose");
            }));
    changes.subscribe(onGap(gaps::incrementAndGet));
    changes.subscribe(heard::add);

    changes.publishGap();

    assertThat(gaps).hasValue(1);
    assertThat(heard).isEmpty();
  }

  private static ChangeListener onGap(Runnable work) {
    return new ChangeListener() {
      @Override
      public void onChange(Change change) {}

      @Override
      public void onGap() {
        work.run();
      }
    };
  }
}
