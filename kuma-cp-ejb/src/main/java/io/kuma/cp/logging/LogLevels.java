package io.kuma.cp.logging;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The levels that were set by hand, over those that the server is configured with. Only the control
 * plane's own loggers: others show what is nobody's business, such as the headers of requests with
 * their tokens. Never the audit log, which whoever reaches this port could otherwise turn off.
 */
public final class LogLevels implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("io\\.kuma(\\.[A-Za-z0-9_$]+)*");
  private static final String AUDIT = "io.kuma.audit";
  private static final int MAX_NAME = 200;
  private static final int MAX_COMPONENTS = 100;

  private final SortedMap<String, Setting> overrides = new TreeMap<>();

  /** Holds its logger: those that nobody holds are collected, and their levels with them. */
  private record Setting(Logger logger, @Nullable Level before, LogLevel level) {
    void undo() {
      logger.setLevel(before);
    }
  }

  /** Says what is wrong with a request, for whoever made it. */
  static final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRequest(String message) {
      super(message);
    }
  }

  /**
   * Sets a logger and those below it to a level.
   *
   * @throws BadRequest if there is no such level, or it must not be set
   */
  synchronized void set(String component, String level) {
    check(component);
    LogLevel wanted =
        LogLevel.find(level)
            .orElseThrow(
                () ->
                    new BadRequest("level must be one of " + String.join(", ", LogLevel.texts())));
    Setting last = overrides.get(component);
    if (last == null && overrides.size() >= MAX_COMPONENTS) {
      throw new BadRequest(
          "component: there are " + MAX_COMPONENTS + " already; reset some of them first");
    }
    Logger logger = last == null ? Logger.getLogger(component) : last.logger();
    Level before = last == null ? logger.getLevel() : last.before();
    logger.setLevel(wanted.level());
    overrides.put(component, new Setting(logger, before, wanted));
  }

  /**
   * Gives a logger the level back that it is configured with; none was set is no error.
   *
   * @throws BadRequest if none may be set
   */
  synchronized void reset(String component) {
    check(component);
    Setting last = overrides.remove(component);
    if (last != null) {
      last.undo();
    }
  }

  /** Gives all loggers the levels back that they are configured with; returns what was set. */
  synchronized SortedMap<String, String> resetAll() {
    SortedMap<String, String> before = levels();
    overrides.values().forEach(Setting::undo);
    overrides.clear();
    return before;
  }

  /** What is set. */
  synchronized SortedMap<String, String> levels() {
    SortedMap<String, String> levels = new TreeMap<>();
    for (Map.Entry<String, Setting> entry : overrides.entrySet()) {
      levels.put(entry.getKey(), entry.getValue().level().text());
    }
    return levels;
  }

  /** The server goes on without this application, and with its own levels. */
  @Override
  public void close() {
    resetAll();
  }

  private static void check(String component) {
    if (component.length() > MAX_NAME || !NAME.matcher(component).matches()) {
      throw new BadRequest(
          "component must be the name of a logger of the control plane: io.kuma, or one below it");
    }
    if (component.equals(AUDIT) || component.startsWith(AUDIT + ".")) {
      throw new BadRequest("component: the audit log is not set here");
    }
  }
}
