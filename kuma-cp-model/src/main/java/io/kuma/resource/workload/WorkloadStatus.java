package io.kuma.resource.workload;

import io.kuma.model.Doc;
import org.jspecify.annotations.Nullable;

/** What the control plane observed of a {@link Workload}. */
@Doc("What the control plane observed of the workload.")
public record WorkloadStatus(
    @Doc("How many proxies run it.") @Nullable DataplaneProxies dataplaneProxies) {

  /** Counts of proxies. */
  public record DataplaneProxies(
      @Doc("Those that are connected to a control plane.") int connected,
      @Doc("Those whose inbounds are all healthy.") int healthy,
      @Doc("All of them.") int total) {}
}
