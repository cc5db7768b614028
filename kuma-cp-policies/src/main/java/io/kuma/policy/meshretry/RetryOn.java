package io.kuma.policy.meshretry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The items of {@code retryOn} for HTTP, which mean three things to Envoy.
 *
 * @param conditions by Envoy's names
 * @param statuses of HTTP
 * @param methods in capitals, which retries are narrowed down to
 */
record RetryOn(List<String> conditions, List<Integer> statuses, List<String> methods) {
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "5xx", "5xx",
          "GatewayError", "gateway-error",
          "Reset", "reset",
          "Retriable4xx", "retriable-4xx",
          "ConnectFailure", "connect-failure",
          "EnvoyRatelimited", "envoy-ratelimited",
          "RefusedStream", "refused-stream",
          "Http3PostConnectFailure", "http3-post-connect-failure");

  private static final String METHOD = "HttpMethod";
  private static final Set<String> METHODS =
      Set.of("Connect", "Delete", "Get", "Head", "Options", "Patch", "Post", "Put", "Trace");

  /** Those that have a name in Go's library; upstream takes no others. */
  private static final Set<Integer> STATUSES = statusesWithAName();

  static RetryOn of(List<String> items) {
    RetryOn sorted = new RetryOn(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String item : items) {
      if (CONDITIONS.containsKey(item)) {
        sorted.conditions.add(CONDITIONS.get(item));
      } else if (isMethod(item)) {
        sorted.methods.add(item.substring(METHOD.length()).toUpperCase(Locale.ROOT));
      } else if (isStatus(item)) {
        sorted.statuses.add(Integer.valueOf(item));
      }
    }
    return sorted;
  }

  static boolean isKnown(String item) {
    return CONDITIONS.containsKey(item) || isMethod(item) || isStatus(item);
  }

  private static boolean isMethod(String item) {
    return item.startsWith(METHOD) && METHODS.contains(item.substring(METHOD.length()));
  }

  private static boolean isStatus(String item) {
    return item.matches("0*[0-9]{3}") && STATUSES.contains(Integer.valueOf(item));
  }

  private static Set<Integer> statusesWithAName() {
    Set<Integer> statuses = new HashSet<>(Set.of(226, 428, 429, 431, 451, 510, 511));
    int[][] ranges = {
      {100, 103}, {200, 208}, {300, 305}, {307, 308}, {400, 418}, {421, 426}, {500, 508}
    };
    for (int[] range : ranges) {
      IntStream.rangeClosed(range[0], range[1]).forEach(statuses::add);
    }
    return Set.copyOf(statuses);
  }
}
