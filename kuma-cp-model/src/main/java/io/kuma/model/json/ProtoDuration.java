package io.kuma.model.json;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Durations as proto3 JSON writes them: seconds with three, six or nine decimals, {@code 3600s},
 * {@code 0.250s}. See <a href="https://protobuf.dev/programming-guides/json/">the mapping</a>.
 */
final class ProtoDuration {

  private ProtoDuration() {}

  static String format(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    int decimals = Math.max(0, seconds.scale());
    return seconds.setScale((decimals + 2) / 3 * 3).toPlainString() + "s";
  }
}
