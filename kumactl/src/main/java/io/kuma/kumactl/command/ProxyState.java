package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** In one word how a proxy is, and what is wrong with it. */
record ProxyState(String word, List<String> reasons) {
  static ProxyState of(JsonNode dataplane, Subscriptions seen) {
    String connected = seen.isOnline() ? "Online" : "Offline";
    if (!dataplane.at("/networking/gateway").isMissingNode()) {
      return new ProxyState(connected, List.of());
    }
    int counted = 0;
    List<String> reasons = new ArrayList<>();
    for (JsonNode inbound : dataplane.at("/networking/inbound")) {
      String state = inbound.path("state").asText("");
      boolean ready =
          state.isEmpty() ? inbound.at("/health/ready").asBoolean(true) : !state.equals("NotReady");
      if (!state.equals("Ignored")) {
        counted++;
        if (!ready) {
          reasons.add(
              "inbound[port=%s,svc=%s] is not ready"
                  .formatted(
                      inbound.path("port").asText(),
                      inbound.path("tags").path("kuma.io/service").asText()));
        }
      }
    }
    if (!seen.isOnline() || reasons.isEmpty()) {
      return new ProxyState(connected, reasons);
    }
    return new ProxyState(reasons.size() == counted ? "Offline" : "Partially degraded", reasons);
  }
}
