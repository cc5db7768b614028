package io.kuma.core.manager;

import io.kuma.resource.CoreTypes;
import io.kuma.resource.zone.Zone;

/** The resource of the zone that a control plane is of, {@code KUMA_MULTIZONE_ZONE_NAME}. */
public final class OwnZone {
  private OwnZone() {}

  public static Essential<Zone> essential(String name) {
    return new Essential<>(CoreTypes.ZONE, CoreTypes.ZONE.key("", name), () -> Zone.EMPTY);
  }
}
