package io.kuma.core.manager;

import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import java.util.Optional;

/** What was observed of a proxy goes when the proxy goes. */
public final class DataplaneInsightRules implements ResourceRules<DataplaneInsight> {
  @Override
  public ResourceType<DataplaneInsight> type() {
    return CoreTypes.DATAPLANE_INSIGHT;
  }

  @Override
  public Optional<ResourceKey> owner(Resource<DataplaneInsight> resource) {
    return Optional.of(CoreTypes.DATAPLANE.key(resource.mesh(), resource.name()));
  }
}
