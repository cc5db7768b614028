package io.kuma.xds.health;

import io.kuma.core.proxy.NodeFacts;
import io.kuma.resource.dataplane.Dataplane;
import java.util.Optional;

/** What stands behind one stream. Called by one thread at a time, which may be kept waiting. */
public interface ProxyHealth {

  /** What the proxy says about itself. */
  NodeFacts node();

  /** The Dataplane whose ports are to be probed; empty as long as it is not known. */
  Optional<Dataplane> dataplane();

  /** The proxy has probed. */
  void reported(HealthReport report);

  /** The stream has ended. */
  void closed();
}
