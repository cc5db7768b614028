package io.kuma.core.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the newest configuration of a proxy has come.
 *
 * @param since when it came so far; null if that is not known
 * @param reason why it goes no further, in Envoy's words or ours; empty if it does
 */
public record Delivery(State state, @Nullable Instant since, String reason) {

  /** How far, in the words that people are shown. */
  public enum State {
    /** It is being made, or waits for the proxy to take it. */
    pending,
    /** It is on its way, all of it or a part: the proxy has not answered yet. */
    sent,
    /** The proxy uses it. */
    acknowledged,
    /** The proxy refuses some of it, and there uses what it had before. */
    rejected,
    /** It cannot be made. The proxy uses what it had before. */
    failed,
    /** The proxy is connected to another control plane, which knows. */
    elsewhere,
    /** The proxy is not connected. */
    offline
  }
}
