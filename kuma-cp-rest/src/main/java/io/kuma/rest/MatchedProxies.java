package io.kuma.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.inspect.Trees;
import io.kuma.core.match.PolicyReach;
import io.kuma.core.match.legacy.LegacySelection;
import io.kuma.core.role.ResourceView;
import io.kuma.core.service.MeshServiceSelection;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Policy;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DiscoverySubscription;
import io.kuma.resource.meshservice.MeshService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which proxies a resource selects (contract 2.8), as far as a caller may see them. */
final class MatchedProxies {
  private final ResourceView view;

  MatchedProxies(ResourceView view) {
    this.view = view;
  }

  /** How the resource selects proxies; empty if resources of its type select none. */
  <S extends Spec> Optional<Predicate<Resource<Dataplane>>> selector(
      ResourceType<S> type, Resource<S> resource) {
    if (resource.spec() instanceof Policy policy) {
      return Optional.of(
          PolicyReach.of(
              new Resource<>(resource.meta(), policy, resource.status()),
              view.behind(Verb.read, type, resource.key())));
    }
    if (resource.spec() instanceof LegacyPolicy policy) {
      return Optional.of(dataplane -> LegacySelection.concerns(policy, dataplane.spec()));
    }
    if (resource.spec() instanceof MeshService service) {
      return Optional.of(dataplane -> MeshServiceSelection.selects(service, dataplane));
    }
    return Optional.empty();
  }

  /** At which control plane each proxy is connected, by the proxy's name. */
  Map<String, String> instances(String mesh) {
    Map<String, String> instances = new HashMap<>();
    view.list(CoreTypes.DATAPLANE_INSIGHT, mesh)
        .forEach(
            insight ->
                insight.spec().subscriptions().stream()
                    .filter(DiscoverySubscription::isOnline)
                    .forEach(
                        online -> instances.put(insight.name(), online.controlPlaneInstanceId())));
    return instances;
  }

  /**
   * The selected proxies of the resource's mesh, of those that the caller may see.
   *
   * @param namePart a part of their names
   */
  List<ObjectNode> list(String mesh, Predicate<Resource<Dataplane>> selector, String namePart) {
    return view.list(CoreTypes.DATAPLANE, mesh).stream()
        .filter(dataplane -> dataplane.name().contains(namePart))
        .filter(selector)
        .map(dataplane -> Trees.reference(dataplane.meta()))
        .toList();
  }
}
