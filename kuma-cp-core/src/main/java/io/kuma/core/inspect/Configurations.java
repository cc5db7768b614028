package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;

/** Knows Envoy's configuration, which the core does not. Thread-safe. */
public interface Configurations {

  /**
   * What a proxy is sent, by type URL and name, each resource in the JSON form of its message.
   * Secrets are not in it.
   *
   * @throws NoConfiguration if Envoy would refuse it
   */
  ObjectNode of(
      MeshSnapshot snapshot, Resource<Dataplane> dataplane, NodeFacts node, Shadow shadow);
}
