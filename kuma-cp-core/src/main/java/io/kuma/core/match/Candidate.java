package io.kuma.core.match;

import io.kuma.model.Labels;
import io.kuma.model.Policy;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy that may apply to a proxy. Not a record: candidates are compared by identity, so that a
 * list of them is a cheap key for what they merge to.
 */
final class Candidate<S extends Policy> {
  private static final String SHADOW = "shadow";

  private final Resource<S> policy;
  private final List<Reach> reaches;
  private final PolicyItems items;

  private Candidate(Resource<S> policy, List<Reach> reaches, PolicyItems items) {
    this.policy = policy;
    this.reaches = reaches;
    this.items = items;
  }

  /**
   * @param route that the policy points at; then it goes wherever the route goes
   */
  static <S extends Policy> Candidate<S> of(
      Resource<S> policy, Optional<Resource<MeshHttpRoute>> route, PolicyItems items) {
    return new Candidate<>(policy, reaches(policy, route), items);
  }

  /** What a proxy must be reached by: the policy's reference and that of the route it points at. */
  static List<Reach> reaches(
      Resource<? extends Policy> policy, Optional<Resource<MeshHttpRoute>> route) {
    return route
        .map(
            found ->
                List.of(
                    Reach.of(policy.meta(), TargetRef.MESH),
                    Reach.of(found.meta(), PolicyOrder.targetRef(found.spec()))))
        .orElse(List.of(Reach.of(policy.meta(), PolicyOrder.targetRef(policy.spec()))));
  }

  /** The route that a policy points at; empty if it does not, or there is no such route. */
  static Optional<Resource<MeshHttpRoute>> route(
      Resource<? extends Policy> policy, List<Resource<MeshHttpRoute>> routes) {
    TargetRef targetRef = PolicyOrder.targetRef(policy.spec());
    return targetRef.kind() != TargetRefKind.MeshHTTPRoute
        ? Optional.empty()
        : routes.stream()
            .filter(
                route ->
                    route.mesh().equals(policy.mesh())
                        && route.meta().displayName().equals(targetRef.name()))
            .findFirst();
  }

  Resource<S> policy() {
    return policy;
  }

  PolicyItems items() {
    return items;
  }

  /** It is there to be looked at, not to be applied. */
  boolean isShadow() {
    return policy.meta().labels().getOrDefault(Labels.EFFECT, "").equals(SHADOW);
  }

  /** As {@link Reach#select}. A policy that points at a route needs what both of them reach. */
  @Nullable BitSet select(ProxyFacts proxy) {
    BitSet selected = null;
    for (Reach reach : reaches) {
      selected = reach.select(proxy);
      if (selected == null) {
        return null;
      }
    }
    return selected;
  }

  @Override
  public String toString() {
    return policy.key().toString();
  }
}
