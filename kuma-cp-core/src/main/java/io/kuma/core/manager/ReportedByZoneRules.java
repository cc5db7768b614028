package io.kuma.core.manager;

import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.resource.CoreTypes;
import java.util.Map;
import java.util.Optional;

/**
 * What a zone reported to the global control plane goes when the Zone goes (contract 2.4). Insights
 * too belong to the Zone there, rather than to their subject: which of the two is reported first is
 * left to chance.
 */
public record ReportedByZoneRules<S extends Spec>(ResourceType<S> type)
    implements ResourceRules<S> {

  /** Whether zones report resources of the type. */
  public static boolean concern(ResourceType<?> type) {
    return type.sync().contains(Sync.ZONE_TO_GLOBAL);
  }

  @Override
  public Optional<ResourceKey> owner(Resource<S> resource) {
    Map<String, String> labels = resource.meta().labels();
    String zone = labels.get(Labels.ZONE);
    return zone != null && Mode.ZONE.wireName().equals(labels.get(Labels.ORIGIN))
        ? Optional.of(CoreTypes.ZONE.key("", zone))
        : Optional.empty();
  }
}
