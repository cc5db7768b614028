package io.kuma.promsd;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Lines on standard output: time in UTC, level, sentence. */
record Log(PrintStream out, Level level) {

  /** What {@code --log-level} takes; each level includes those before it. */
  enum Level {
    OFF,
    INFO,
    DEBUG;

    static Level of(String text) {
      for (Level level : values()) {
        if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
          return level;
        }
      }
      throw new Failure("--log-level must be off, info or debug, not \"" + text + "\"");
    }
  }

  void info(String sentence) {
    line(Level.INFO, sentence);
  }

  void debug(String sentence) {
    line(Level.DEBUG, sentence);
  }

  private void line(Level of, String sentence) {
    if (of.compareTo(level) <= 0) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      out.println(now + " " + of + " kuma-prometheus-sd: " + sentence);
    }
  }
}
