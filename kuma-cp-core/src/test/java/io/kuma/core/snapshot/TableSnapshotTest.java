package io.kuma.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableSnapshotTest {
  private final List<@Nullable Integer> befores = new ArrayList<>();

  /** Counts how often it is made. */
  private final Derivation<Integer> counting =
      (snapshot, before) -> {
        befores.add(before);
        return befores.size();
      };

  @Test
  void derivesOnce() {
    TableSnapshot snapshot = TableSnapshot.empty("default");

    assertThat(snapshot.derived(counting)).isEqualTo(1);
    assertThat(snapshot.derived(counting)).isEqualTo(1);
  }

  @Test
  void theNextOneLearnsWhatWasBefore() {
    TableSnapshot first = TableSnapshot.empty("default");
    first.derived(counting);

    TableSnapshot second = first.with(Map.of());

    assertThat(second.derived(counting)).isEqualTo(2);
    assertThat(befores).containsExactly(null, 1);
  }

  @Test
  void alsoIfSomeBetweenWereNeverAsked() {
    TableSnapshot first = TableSnapshot.empty("default");
    first.derived(counting);

    first.with(Map.of()).with(Map.of()).derived(counting);

    assertThat(befores).containsExactly(null, 1);
  }

  @Test
  void derivationsAreKeptApart() {
    TableSnapshot snapshot = TableSnapshot.empty("default");
    Derivation<String> other = (self, before) -> self.mesh();

    assertThat(snapshot.derived(counting)).isEqualTo(1);
    assertThat(snapshot.derived(other)).isEqualTo("default");
  }
}
