package io.kuma.cp.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.EnvoyVersion;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.KumaDpVersion;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Version;
import java.util.Map;
import java.util.TreeMap;

/** Reads what runs at the other end from the metadata of its node (contract 4.2). */
final class NodeVersion {
  private static final String DEPENDENCY = "version.dependencies.";

  private NodeVersion() {}

  static Version of(JsonNode metadata) {
    JsonNode version = metadata.path("version");
    JsonNode kumaDp = version.path("kumaDp");
    JsonNode envoy = version.path("envoy");
    Map<String, String> dependencies = new TreeMap<>();
    version
        .path("dependencies")
        .properties()
        .forEach(one -> dependencies.put(one.getKey(), one.getValue().asText()));
    // Or among what kuma-dp passes on for others (contract 4.1).
    metadata
        .path("dynamicMetadata")
        .properties()
        .forEach(
            one -> {
              if (one.getKey().startsWith(DEPENDENCY)) {
                dependencies.put(
                    one.getKey().substring(DEPENDENCY.length()), one.getValue().asText());
              }
            });
    return new Version(
        new KumaDpVersion(
            kumaDp.path("version").asText(),
            kumaDp.path("gitTag").asText(),
            kumaDp.path("gitCommit").asText(),
            kumaDp.path("buildDate").asText(),
            true),
        new EnvoyVersion(
            envoy.path("version").asText(),
            envoy.path("build").asText(),
            envoy.path("kumaDpCompatible").asBoolean(true)),
        dependencies);
  }
}
