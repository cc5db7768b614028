package io.kuma.model;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be written as a whole number or as a string, such as a percentage: {@code 50} or
 * {@code "12.5"}. Keeps which of the two it was, so that it is written back the same.
 *
 * @param number the value if it was written as a number
 * @param text the value if it was written as a string
 */
public record IntOrString(@Nullable Integer number, @Nullable String text) {
  private static final int MAX_DIGITS = 100;

  public IntOrString {
    if ((number == null) == (text == null)) {
      throw new IllegalArgumentException("a number or a string, and not both");
    }
  }

  public static IntOrString of(int number) {
    return new IntOrString(number, null);
  }

  public static IntOrString of(String text) {
    return new IntOrString(null, text);
  }

  /**
   * The value as a number; empty if it is a string that holds none, or one with so many digits that
   * nobody could reckon with it.
   */
  public Optional<BigDecimal> toDecimal() {
    String digits = toString();
    if (digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      return Math.abs(number.scale()) > MAX_DIGITS ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text != null ? text : String.valueOf(number);
  }
}
