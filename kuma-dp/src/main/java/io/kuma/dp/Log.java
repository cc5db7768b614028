package io.kuma.dp;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Lines on standard output, beside those of Envoy: time in UTC, level, sentence. Never a token. */
public record Log(PrintStream out, Level level) {

  /** What {@code --log-level} takes; each level includes those before it. */
  public enum Level {
    OFF,
    INFO,
    DEBUG;

    public static Level of(String text) {
      for (Level level : values()) {
        if (level.text().equals(text)) {
          return level;
        }
      }
      throw new Failure("--log-level must be off, info or debug, not \"" + text + "\"");
    }

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public void info(String sentence) {
    line(Level.INFO, sentence);
  }

  public void debug(String sentence) {
    line(Level.DEBUG, sentence);
  }

  private void line(Level of, String sentence) {
    if (of.compareTo(level) <= 0) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      out.println(now + " " + of + " kuma-dp: " + sentence);
    }
  }
}
