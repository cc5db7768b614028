package io.kuma.core.match;

import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Policy;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which proxies a single policy reaches by its top-level reference, whether or not it is the one
 * that counts there: how the inspect API asks.
 */
public final class PolicyReach {
  private PolicyReach() {}

  /** Tells of a proxy of the snapshot's mesh whether the policy reaches it. */
  public static Predicate<Resource<Dataplane>> of(
      Resource<? extends Policy> policy, MeshSnapshot snapshot) {
    List<Reach> reaches =
        Candidate.reaches(policy, Candidate.route(policy, snapshot.all(CoreTypes.MESH_HTTP_ROUTE)));
    return dataplane -> {
      ProxyFacts proxy = ProxyFacts.of(dataplane);
      return reaches.stream().allMatch(reach -> reach.select(proxy) != null);
    };
  }
}
