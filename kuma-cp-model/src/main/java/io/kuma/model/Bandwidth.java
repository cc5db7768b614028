package io.kuma.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast data may flow, written as a whole number and one of the units kbps, Mbps and Gbps:
 * {@code 10 Mbps}.
 *
 * @param kbps in thousands of bits per second
 */
public record Bandwidth(long kbps) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s?([kMG])bps");

  /** Empty if {@code text} is no bandwidth. */
  public static Optional<Bandwidth> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "G" -> 1_000_000;
          case "M" -> 1_000;
          default -> 1;
        };
    return Optional.of(new Bandwidth(Long.parseLong(matcher.group(1)) * unit));
  }
}
