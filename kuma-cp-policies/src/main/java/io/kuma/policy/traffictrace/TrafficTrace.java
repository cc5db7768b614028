package io.kuma.policy.traffictrace;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.Selector;
import io.kuma.model.Sync;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces by tags, as on the wire (contract section 3.2). */
@Doc("Which proxies tell of requests, and whom.")
@Kind(path = "traffic-traces", shape = Shape.FLAT, sync = Sync.GLOBAL_TO_ZONE, inspectable = true)
public record TrafficTrace(
    @Doc("The proxies.") List<Selector> selectors, @Doc("Whom they tell.") @Nullable Conf conf)
    implements LegacyPolicy.OfProxies {

  public TrafficTrace {
    selectors = List.copyOf(selectors);
  }

  /** Who is told of requests. */
  public record Conf(@Doc("A tracing backend of the mesh; its default if empty.") String backend) {}
}
