package io.kuma.core.metric;

import java.time.Duration;

/** Is told of each request of the REST API that was answered. Thread-safe, and cheap. */
public interface RequestTimes {
  /** Nobody wants to know. */
  RequestTimes NONE = (method, route, status, took) -> {};

  /**
   * A request was answered.
   *
   * @param method in capitals
   * @param route the pattern of its path, such as {@code /meshes/{mesh}}; never the path itself, of
   *     which there are without number
   */
  void answered(String method, String route, int status, Duration took);
}
