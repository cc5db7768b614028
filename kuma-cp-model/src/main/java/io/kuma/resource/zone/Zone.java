package io.kuma.resource.zone;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import org.jspecify.annotations.Nullable;

/** A zone, as on the wire (contract section 3.1). */
@Doc("A zone: a control plane with its proxies.")
@Kind(
    shortName = "z",
    scope = Scope.GLOBAL,
    shape = Shape.FLAT,
    sync = {Sync.PROVIDED_BY_GLOBAL, Sync.PROVIDED_BY_ZONE})
public record Zone(
    @Doc("Whether traffic is sent to the zone and its control plane may connect; it is if absent.")
        @Nullable Boolean enabled)
    implements Spec {

  /** A zone of which nothing was said. */
  public static final Zone EMPTY = new Zone(null);

  /** Whether traffic is sent to the zone. */
  public boolean isEnabled() {
    return enabled == null || enabled;
  }
}
