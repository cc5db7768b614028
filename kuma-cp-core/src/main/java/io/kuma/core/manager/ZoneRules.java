package io.kuma.core.manager;

import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Violations;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.zone.Zone;

/**
 * A zone does not go while its control plane is connected: it would report everything again.
 *
 * @param unsafeDelete delete it all the same, {@code KUMA_STORE_UNSAFE_DELETE}
 */
public record ZoneRules(boolean unsafeDelete) implements ResourceRules<Zone> {

  @Override
  public ResourceType<Zone> type() {
    return CoreTypes.ZONE;
  }

  @Override
  public void checkDelete(ResourceKey key, ResourceReader reader, Violations violations) {
    if (!unsafeDelete
        && reader
            .find(CoreTypes.ZONE_INSIGHT, CoreTypes.ZONE_INSIGHT.key("", key.name()))
            .filter(insight -> insight.spec().isOnline())
            .isPresent()) {
      violations.add(
          "zone", "unable to delete Zone, Zone CP is still connected, please shut it down first");
    }
  }
}
