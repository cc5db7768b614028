package io.kuma.xds.plugin;

/**
 * The places of HTTP filters, in the order in which a request passes them. The order is part of the
 * contract: it decides what is counted, limited and refused first.
 */
public enum FilterSlot {
  /** Notes of a request which route took it, whatever becomes of it then. */
  ROUTE_NOTE(false),
  /** Who is not allowed costs nothing more. */
  PERMISSION(true),
  /** Counts calls that were allowed, also those that are limited or failed on purpose below. */
  GRPC_STATISTICS(false),
  /** What is over the limit is not worth delaying or compressing. */
  RATE_LIMIT(false),
  /** Answers of filters below are compressed too. */
  COMPRESSION(false),
  /** Last before the workload, so that an injected fault looks like the workload's own. */
  FAULT(false);

  private final boolean judgesCaller;

  FilterSlot(boolean judgesCaller) {
    this.judgesCaller = judgesCaller;
  }

  /**
   * Whether filters here judge the caller by its certificate. They stand only in chains that demand
   * one: elsewhere they would refuse everybody.
   */
  public boolean judgesCaller() {
    return judgesCaller;
  }
}
