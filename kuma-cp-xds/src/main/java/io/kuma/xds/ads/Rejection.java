package io.kuma.xds.ads;

import java.time.Instant;

/**
 * Content that the proxy refused. It is not sent again before its time, or a proxy that refuses it
 * would be sent it forever.
 *
 * @param version of the content
 */
record Rejection(String version, Instant retryAt) {

  /** Whether this content must wait. */
  boolean forbids(String wanted, Instant now) {
    return version.equals(wanted) && now.isBefore(retryAt);
  }
}
