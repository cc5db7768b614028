package io.kuma.xds.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kuma-dp itself, rather than its Envoy, has to know (contract 4.1). */
record SidecarConfiguration(Networking networking, Metrics metrics) {

  /**
   * Where the proxy is.
   *
   * @param corefileTemplate for a DNS server beside kuma-dp; kuma-dp has one built in, so there is
   *     none
   */
  record Networking(String address, @Nullable String corefileTemplate) {}

  /** Applications whose metrics kuma-dp adds to Envoy's. */
  record Metrics(List<Application> aggregate) {
    Metrics {
      aggregate = List.copyOf(aggregate);
    }
  }

  /** An application with metrics. */
  record Application(String name, String address, int port, String path) {}

  static SidecarConfiguration of(Dataplane dataplane, Mesh mesh) {
    String address = dataplane.networking() == null ? "" : dataplane.networking().address();
    Map<String, Application> applications = new LinkedHashMap<>();
    mesh.enabledMetricsBackend()
        .ifPresent(
            backend -> {
              collect(backend.conf(), address, applications);
              if (dataplane.metrics() != null) {
                collect(dataplane.metrics().conf(), address, applications);
              }
            });
    return new SidecarConfiguration(
        new Networking(address, null), new Metrics(new ArrayList<>(applications.values())));
  }

  /** What is said later counts, application by application. */
  private static void collect(
      @Nullable JsonNode conf, String address, Map<String, Application> applications) {
    if (conf == null) {
      return;
    }
    for (JsonNode item : conf.path("aggregate")) {
      String name = item.path("name").asText();
      if (item.path("enabled").asBoolean(true)) {
        String own = item.path("address").asText();
        applications.put(
            name,
            new Application(
                name,
                own.isEmpty() ? address : own,
                item.path("port").asInt(),
                item.path("path").asText()));
      } else {
        applications.remove(name);
      }
    }
  }
}
