package io.kuma.cp.boot;

/** A setting that is used and never shown: neither in {@code /config} nor in a log. */
public final class HiddenText {
  private final String value;

  HiddenText(String value) {
    this.value = value;
  }

  /** What it hides. */
  String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HiddenText hidden && hidden.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "*****";
  }
}
