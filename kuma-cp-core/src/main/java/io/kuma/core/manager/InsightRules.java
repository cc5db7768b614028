package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Optional;

/**
 * What was observed of something goes when that goes (contract 2.4). An insight has the name of its
 * subject.
 */
public record InsightRules<S extends Spec>(ResourceType<S> type, ResourceType<?> subject)
    implements ResourceRules<S> {

  /** For all insights; a ServiceInsight is one resource of its mesh and needs none. */
  public static final List<InsightRules<?>> ALL =
      List.of(
          new InsightRules<>(CoreTypes.DATAPLANE_INSIGHT, CoreTypes.DATAPLANE),
          new InsightRules<>(CoreTypes.MESH_INSIGHT, CoreTypes.MESH),
          new InsightRules<>(CoreTypes.ZONE_EGRESS_INSIGHT, CoreTypes.ZONE_EGRESS),
          new InsightRules<>(CoreTypes.ZONE_INGRESS_INSIGHT, CoreTypes.ZONE_INGRESS),
          new InsightRules<>(CoreTypes.ZONE_INSIGHT, CoreTypes.ZONE));

  @Override
  public Optional<ResourceKey> owner(Resource<S> insight) {
    return Optional.of(subject.key(insight.mesh(), insight.name()));
  }
}
