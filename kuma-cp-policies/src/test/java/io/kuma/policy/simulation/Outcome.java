package io.kuma.policy.simulation;

import java.util.SortedMap;

/** Where a call ended. */
public sealed interface Outcome {

  /**
   * At workloads: each proxy whose workload may get it, with its share of such calls.
   *
   * @param shares by proxy name and workload port
   */
  record Reached(SortedMap<String, Integer> shares) implements Outcome {}

  /** The other proxy did not let it in. */
  record Forbidden(String by) implements Outcome {}

  /** It was sent elsewhere by an answer. */
  record Redirected(String host, String path) implements Outcome {}

  /** Nobody took it, or the connection could not be made. */
  record Failed(String why) implements Outcome {}
}
