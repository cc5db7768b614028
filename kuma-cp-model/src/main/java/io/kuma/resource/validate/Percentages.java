package io.kuma.resource.validate;

import io.kuma.model.IntOrString;
import io.kuma.model.Violations.Path;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What counts as a percentage. An absent one is fine. */
public final class Percentages {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  private Percentages() {}

  /** Reports less than 0 and more than 100, as flat types put it. */
  public static void check(Path path, double percentage) {
    if (!(percentage >= 0 && percentage <= 100)) {
      path.add("has to be in [0.0 - 100.0] range");
    }
  }

  /** Reports what is no number, less than 0 or more than 100. */
  public static void check(Path path, @Nullable IntOrString percentage) {
    if (percentage == null) {
      return;
    }
    Optional<BigDecimal> number = percentage.toDecimal();
    if (number.isEmpty()) {
      path.add("string must be a valid number");
    } else if (number.get().signum() < 0 || number.get().compareTo(ALL) > 0) {
      path.add("must be in inclusive range [0.0, 100.0]");
    }
  }

  /** Reports what {@link #check} does, and 0. */
  public static void checkPositive(Path path, @Nullable IntOrString percentage) {
    check(path, percentage);
    if (percentage != null && percentage.toDecimal().filter(n -> n.signum() == 0).isPresent()) {
      path.add("must be greater than 0");
    }
  }

  /** Reports a whole number that is less than 0 or more than 100. */
  public static void checkWhole(Path path, @Nullable Integer percentage) {
    Numbers.checkRange(path, percentage, 0, 100);
  }
}
