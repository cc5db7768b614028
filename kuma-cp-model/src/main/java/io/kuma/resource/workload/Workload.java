package io.kuma.resource.workload;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Spec;
import io.kuma.model.Sync;

/**
 * The proxies whose label {@code kuma.io/workload} is its name (contract section 3.3). Its owner
 * has nothing to say; all there is is its status.
 */
@Doc("The proxies that run the same program.")
@Kind(shortName = "wl", sync = Sync.ZONE_TO_GLOBAL, status = WorkloadStatus.class)
public record Workload() implements Spec {
  public static final Workload EMPTY = new Workload();
}
