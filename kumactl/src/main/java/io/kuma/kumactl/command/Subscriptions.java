package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kuma.kumactl.output.Ages;
import java.time.Instant;

/** What control planes have seen of somebody who connects to them. */
record Subscriptions(JsonNode list) {
  /** Whether a connection stands. */
  boolean isOnline() {
    for (JsonNode one : list) {
      if (!one.path("connectTime").asText("").isEmpty()
          && one.path("disconnectTime").asText("").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  JsonNode last() {
    JsonNode last = MissingNode.getInstance();
    for (JsonNode one : list) {
      last = one;
    }
    return last;
  }

  String connectedAgo(Instant now) {
    return Ages.since(last().path("connectTime").asText(""), now);
  }

  String updatedAgo(Instant now) {
    return Ages.since(last().at("/status/lastUpdateTime").asText(""), now);
  }

  /** The sum of a counter over all of them: {@code responsesSent} for example. */
  String total(String counter) {
    long sum = 0;
    for (JsonNode one : list) {
      sum += one.at("/status/total/" + counter).asLong();
    }
    return Long.toString(sum);
  }
}
