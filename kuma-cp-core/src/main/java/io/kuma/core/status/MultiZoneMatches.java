package io.kuma.core.status;

import io.kuma.model.Condition;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneServiceStatus.MatchedMeshService;
import io.kuma.resource.meshservice.MeshService;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Of which MeshServices a MeshMultiZoneService consists. */
record MultiZoneMatches(List<MatchedMeshService> services) {
  private static final Comparator<MatchedMeshService> BY_FULL_NAME =
      Comparator.comparing(it -> String.join(".", it.name(), it.namespace(), it.zone(), it.mesh()));

  static MultiZoneMatches of(
      MeshMultiZoneService service, Collection<Resource<MeshService>> candidates) {
    return new MultiZoneMatches(
        candidates.stream()
            .filter(one -> service.selector().meshService().matches(one.meta().labels()))
            .flatMap(one -> Kri.of(CoreTypes.MESH_SERVICE, one.meta()).stream())
            .map(kri -> new MatchedMeshService(kri.name(), kri.namespace(), kri.zone(), kri.mesh()))
            .sorted(BY_FULL_NAME)
            .toList());
  }

  Condition condition() {
    return services.isEmpty()
        ? new Condition(
            "MeshServicesMatched",
            Condition.Status.False,
            "NoMatchesFound",
            "Selector does not match any MeshService in this zone")
        : new Condition(
            "MeshServicesMatched",
            Condition.Status.True,
            "MatchesFound",
            "Matched " + services.size() + " MeshService(s)");
  }
}
