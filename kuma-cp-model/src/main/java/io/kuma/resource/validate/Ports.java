package io.kuma.resource.validate;

import io.kuma.model.Violations.Path;

/** What counts as a port of TCP or UDP. */
public final class Ports {
  private static final int MAX = 65535;

  private Ports() {}

  /** Reports a number that is no port; 0 is none. */
  public static void check(Path path, int port) {
    if (!isPort(port)) {
      path.add("port must be in the range [1, 65535]");
    }
  }

  /** Reports a number that is no port, as some policies put it. */
  public static void checkOfPolicy(Path path, int port) {
    if (!isPort(port)) {
      path.add("port must be a valid (1-65535)");
    }
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= MAX;
  }
}
