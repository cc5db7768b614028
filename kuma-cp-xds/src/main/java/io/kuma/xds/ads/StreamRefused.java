package io.kuma.xds.ads;

import io.grpc.Status;

/** Why a proxy gets no stream, in words that are fit for it. */
public final class StreamRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public StreamRefused(String message) {
    super(message, null, false, false);
  }

  /**
   * As clients know it: the contract uses {@code UNKNOWN} for every refusal (observed.md, item 4).
   */
  Status status() {
    return Status.UNKNOWN.withDescription(getMessage());
  }
}
