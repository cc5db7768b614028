package io.kuma.policy.trafficlog;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access logs by tags, as on the wire (contract section 3.2). */
@Doc("Which connections clients write down, and where.")
@Kind(path = "traffic-logs", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record TrafficLog(
    @Doc("Who opens the connections.") List<Selector> sources,
    @Doc("The services they lead to.") List<Selector> destinations,
    @Doc("Where they are written down.") @Nullable Conf conf)
    implements LegacyPolicy.OfServices {

  public TrafficLog {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
  }

  @Override
  public boolean coversPassthrough() {
    return true;
  }

  /** Where connections are written down. */
  public record Conf(@Doc("A logging backend of the mesh; its default if empty.") String backend) {}
}
