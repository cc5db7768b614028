package io.kuma.core.status;

import io.kuma.core.service.VirtualAddresses;
import java.time.Duration;

/**
 * What statuses depend on beside resources.
 *
 * @param meshServices where MeshServices get their virtual addresses from
 * @param externalServices where MeshExternalServices get them from
 * @param multiZoneServices where MeshMultiZoneServices get them from
 * @param services where services that are known by tags get them from
 * @param grace how long a generated MeshService stays when its last proxy has gone
 */
public record StatusSettings(
    VirtualAddresses meshServices,
    VirtualAddresses externalServices,
    VirtualAddresses multiZoneServices,
    TaggedServices services,
    Duration grace) {

  /**
   * Services that are known by tags.
   *
   * @param enabled whether each has a host of its own, and not only those that VirtualOutbounds
   *     name
   */
  public record TaggedServices(VirtualAddresses pool, boolean enabled) {}

  /** The contract's defaults. */
  public static final StatusSettings DEFAULT =
      new StatusSettings(
          new VirtualAddresses("241.0.0.0/8"),
          new VirtualAddresses("242.0.0.0/8"),
          new VirtualAddresses("243.0.0.0/8"),
          new TaggedServices(new VirtualAddresses("240.0.0.0/4"), true),
          Duration.ofHours(1));
}
