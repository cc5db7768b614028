package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;

/** {@code _config}: what a proxy is sent, and what shadow policies would change in it. */
public final class ConfigurationView {
  private final Configurations configurations;

  public ConfigurationView(Configurations configurations) {
    this.configurations = configurations;
  }

  /**
   * The configuration.
   *
   * @param insight has what the proxy said of itself
   * @param diff whether to tell how it differs from the configuration without shadow policies
   */
  public ObjectNode of(
      MeshSnapshot snapshot,
      Resource<Dataplane> dataplane,
      DataplaneInsight insight,
      Shadow shadow,
      boolean diff) {
    NodeFacts node = facts(insight);
    ObjectNode xds = configurations.of(snapshot, dataplane, node, shadow);
    ObjectNode answer = Trees.object();
    answer.set("xds", xds);
    if (diff) {
      ObjectNode real =
          shadow == Shadow.LEFT_OUT
              ? xds
              : configurations.of(snapshot, dataplane, node, Shadow.LEFT_OUT);
      answer.set("diff", JsonDiff.between(real, xds));
    }
    return answer;
  }

  /** What the proxy said of itself; nothing if it was never here. */
  public static NodeFacts facts(DataplaneInsight insight) {
    return NodeFacts.of(
        insight.metadata() == null ? JsonNodeFactory.instance.objectNode() : insight.metadata());
  }
}
