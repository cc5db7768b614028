package io.kuma.xds.plugin;

/** The places of network filters, in the order in which a connection passes them. */
public enum NetworkFilterSlot {
  /** Who is not allowed costs nothing more. */
  PERMISSION(true),
  /** Notes facts of the connection that filters and routes below match on. */
  STATE(false),
  /** What is over the limit is not worth parsing. */
  RATE_LIMIT(false),
  /** Looks into the bytes of a protocol that is forwarded as TCP. */
  PROTOCOL(false);

  private final boolean judgesCaller;

  NetworkFilterSlot(boolean judgesCaller) {
    this.judgesCaller = judgesCaller;
  }

  /** As {@link FilterSlot#judgesCaller()}. */
  public boolean judgesCaller() {
    return judgesCaller;
  }
}
