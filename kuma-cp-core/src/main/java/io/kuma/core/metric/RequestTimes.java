package io.kuma.core.metric;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Is told of each request of the REST API. Thread-safe, and cheap. */
public interface RequestTimes {
  /** Nobody wants to know. */
  RequestTimes NONE = (method, route, status, took) -> {};

  /**
   * A request has come, on the thread that will answer it.
   *
   * @param method in capitals
   * @param headers by their names
   */
  default void began(String method, Function<String, @Nullable String> headers) {}

  /**
   * A request was answered.
   *
   * @param method in capitals
   * @param route the pattern of its path, such as {@code /meshes/{mesh}}; never the path itself, of
   *     which there are without number
   */
  void answered(String method, String route, int status, Duration took);
}
