package io.kuma.cp.logging;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** How much a logger says, by the names that an operator uses. */
enum LogLevel {
  OFF,
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /** That of {@code java.util.logging} which SLF4J's stands for in the server. */
  Level level() {
    return switch (this) {
      case OFF -> Level.OFF;
      case ERROR -> Level.SEVERE;
      case WARN -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
      case TRACE -> Level.FINER;
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LogLevel> find(String text) {
    return Arrays.stream(values()).filter(level -> level.text().equalsIgnoreCase(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(LogLevel::text).toList();
  }
}
