package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.resource.dataplane.Dataplane;
import java.util.Optional;

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

  /** A proxy as it is, or as it would be, in its mesh. */
  record Side(MeshSnapshot mesh, Resource<Dataplane> dataplane) {}

  /** The resources in which two configurations differ, each in the form of {@link #of}. */
  record Difference(ObjectNode before, ObjectNode after) {}

  /** Whether a proxy would be told anything else. Costs no configuration, only models. */
  boolean differ(Side before, Side after, NodeFacts node);

  /**
   * What a proxy is told on either side, of what is not the same on both.
   *
   * @param before empty for a proxy that is told nothing
   * @param after likewise
   * @throws NoConfiguration if Envoy would refuse what is on the second side
   */
  Difference difference(Optional<Side> before, Optional<Side> after, NodeFacts node);
}
