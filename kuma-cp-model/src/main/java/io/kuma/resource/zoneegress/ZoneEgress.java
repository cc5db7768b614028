package io.kuma.resource.zoneegress;

import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import io.kuma.resource.dataplane.Dataplane.Admin;
import org.jspecify.annotations.Nullable;

/** A zone egress, as on the wire (contract section 3.1). */
@Doc("The proxy through which traffic to other zones and to external services leaves a zone.")
@Kind(
    shortName = "ze",
    scope = Scope.GLOBAL,
    shape = Shape.FLAT,
    sync = Sync.ZONE_TO_GLOBAL,
    columns = @Column(name = "zone", path = "spec.zone", description = "The zone it stands in"))
public record ZoneEgress(
    @Doc("The zone it stands in.") String zone,
    @Doc("Where it listens.") @Nullable Networking networking)
    implements Spec {

  /** Where it listens. */
  public record Networking(
      @Doc("The IP address or host name at which it listens.") String address,
      @Doc("The port at which it listens.") @Limits(minimum = 0) int port,
      @Doc("Envoy's admin interface.") @Nullable Admin admin) {
    /** Nothing was said. */
    static final Networking EMPTY = new Networking("", 0, null);
  }
}
