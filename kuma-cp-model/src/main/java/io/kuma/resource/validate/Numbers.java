package io.kuma.resource.validate;

import io.kuma.model.Violations.Path;
import org.jspecify.annotations.Nullable;

/** How large whole numbers may be. An absent one is fine. */
public final class Numbers {
  private Numbers() {}

  /** Reports 0 and less. */
  public static void checkPositive(Path path, @Nullable Integer number) {
    if (number != null && number <= 0) {
      path.add("must be greater than 0");
    }
  }

  /** Reports 0 and less, as some policies put it. */
  public static void checkPositiveWhenDefined(Path path, @Nullable Integer number) {
    if (number != null && number <= 0) {
      path.add("must be greater than zero when defined");
    }
  }

  /** Reports less than 0. */
  public static void checkNotNegative(Path path, @Nullable Integer number) {
    if (number != null && number < 0) {
      path.add("must not be negative when defined");
    }
  }

  /** Reports what is outside of {@code from} to {@code to}, both of which are inside. */
  public static void checkRange(Path path, @Nullable Integer number, int from, int to) {
    if (number != null && (number < from || number > to)) {
      path.add("must be in inclusive range [%d, %d]".formatted(from, to));
    }
  }
}
