package io.kuma.xds.ads;

import io.kuma.xds.cache.XdsType;
import org.jspecify.annotations.Nullable;

/** What a request says about the response before it. */
sealed interface Reply {

  /** Nothing: it asks for something, or answers a response that is no longer the newest. */
  record Request() implements Reply {}

  /** The proxy uses what it was sent. */
  record Acknowledged(@Nullable XdsType type) implements Reply {}

  /**
   * The proxy refuses what it was sent and goes on with what it had.
   *
   * @param reason in Envoy's words
   */
  record Rejected(@Nullable XdsType type, String reason) implements Reply {}
}
