package io.kuma.core.memo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoTest {
  private final List<String> computed = new ArrayList<>();
  private final Memo<String, Integer> lengths = new Memo<>(2);

  private int length(String text) {
    return lengths.get(
        text,
        key -> {
          computed.add(key);
          return key.length();
        });
  }

  @Test
  void computesOnce() {
    assertThat(length("web")).isEqualTo(3);
    assertThat(length("web")).isEqualTo(3);
    assertThat(computed).containsExactly("web");
  }

  @Test
  void keepsThoseThatWereAskedForLast() {
    List.of("a", "b", "a", "c", "a", "b").forEach(this::length);
    assertThat(computed).containsExactly("a", "b", "c", "b");
  }
}
