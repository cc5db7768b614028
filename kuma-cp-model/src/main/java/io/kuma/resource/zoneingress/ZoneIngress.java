package io.kuma.resource.zoneingress;

import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import io.kuma.resource.dataplane.Dataplane.Admin;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A zone ingress, as on the wire (contract section 3.1). */
@Doc("The proxy through which traffic from other zones comes into a zone.")
@Kind(
    shortName = "zi",
    scope = Scope.GLOBAL,
    alternativePaths = "zone-ingresses",
    shape = Shape.FLAT,
    sync = {Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    columns = @Column(name = "zone", path = "spec.zone", description = "The zone it stands in"))
public record ZoneIngress(
    @Doc("The zone it stands in.") String zone,
    @Doc("Where it listens.") @Nullable Networking networking,
    @Doc("The services that it leads to; the control plane of its zone keeps the list.")
        List<AvailableService> availableServices)
    implements Spec {

  public ZoneIngress {
    availableServices = List.copyOf(availableServices);
  }

  /** Whether it stands in another zone than {@code ownZone}. */
  public boolean isRemote(String ownZone) {
    return !zone.isEmpty() && !zone.equals(ownZone);
  }

  /** Whether other zones can reach it: they use nothing but what is advertised. */
  public boolean hasPublicAddress() {
    return networking != null
        && !networking.advertisedAddress().isEmpty()
        && networking.advertisedPort() != 0;
  }

  /** The same ingress with other services behind it. */
  public ZoneIngress withAvailableServices(List<AvailableService> services) {
    return new ZoneIngress(zone, networking, services);
  }

  /** Where it listens. */
  public record Networking(
      @Doc("The IP address or host name at which it listens.") String address,
      @Doc("The IP address or host name at which other zones reach it.") String advertisedAddress,
      @Doc("The port at which it listens.") @Limits(minimum = 0) int port,
      @Doc("The port at which other zones reach it.") @Limits(minimum = 0) int advertisedPort,
      @Doc("Envoy's admin interface.") @Nullable Admin admin) {
    /** Nothing was said. */
    static final Networking EMPTY = new Networking("", "", 0, 0, null);
  }

  /** Instances of a service with the same tags. */
  public record AvailableService(
      @Doc("Their tags; kuma.io/service is required.") Map<String, String> tags,
      @Doc("How many there are.") @Limits(minimum = 0) int instances,
      @Doc("Their mesh.") String mesh,
      @Doc("Whether they are outside of the mesh, behind the zone's egress.")
          boolean externalService) {
    public AvailableService {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
  }
}
