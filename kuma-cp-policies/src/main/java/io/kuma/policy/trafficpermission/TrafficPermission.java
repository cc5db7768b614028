package io.kuma.policy.trafficpermission;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import java.util.List;

/** Permissions by tags, as on the wire (contract section 3.2). */
@Doc("Who may connect to inbounds, when mutual TLS is on.")
@Kind(
    path = "traffic-permissions",
    shape = Shape.FLAT,
    sync = Sync.GLOBAL_TO_ZONE,
    inspectable = true)
public record TrafficPermission(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The inbounds they lead to.") List<Selector> destinations)
    implements LegacyPolicy.OfInbounds {

  public TrafficPermission {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }
}
