package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.EnvoyVersion;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.KumaDpVersion;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Stats;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Status;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a control plane would have written down of a proxy that is connected. */
final class ConnectedNode {
  private ConnectedNode() {}

  /**
   * Its insight.
   *
   * @param node the node as Envoy sends it
   */
  static Resource<DataplaneInsight> insight(JsonNode node, Instant now) {
    String id = node.path("id").asText();
    int dot = id.indexOf('.');
    return new Resource<>(
        Meta.of(CoreTypes.DATAPLANE_INSIGHT.key(id.substring(0, dot), id.substring(dot + 1))),
        new DataplaneInsight(
            List.of(
                new DiscoverySubscription(
                    "1",
                    "test",
                    now,
                    null,
                    new Status(now, Stats.NONE, null, null, null, null),
                    version(node.at("/metadata/version")),
                    1)),
            new DataplaneInsight.Mtls(now.plusSeconds(3600), now, 1, "ca-1", List.of("ca-1")),
            node.path("metadata"),
            null),
        null);
  }

  private static Version version(JsonNode said) {
    JsonNode kumaDp = said.path("kumaDp");
    JsonNode envoy = said.path("envoy");
    return new Version(
        new KumaDpVersion(
            kumaDp.path("version").asText(),
            kumaDp.path("gitTag").asText(),
            kumaDp.path("gitCommit").asText(),
            kumaDp.path("buildDate").asText(),
            true),
        new EnvoyVersion(envoy.path("version").asText(), envoy.path("build").asText(), true),
        Map.of());
  }
}
