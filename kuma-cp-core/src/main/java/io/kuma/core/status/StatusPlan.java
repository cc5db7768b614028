package io.kuma.core.status;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has to be written so that the store shows what was observed of a mesh.
 *
 * @param writes none if it does
 * @param due when the plan changes though nothing else does: a period of grace ends
 * @param conflicts proxies whose ports are others than those of the MeshService that was generated,
 *     by service
 */
public record StatusPlan(
    List<StatusWrite> writes, Optional<Instant> due, Map<String, List<String>> conflicts) {
  /** Of a mesh that does not exist. */
  static final StatusPlan NOTHING = new StatusPlan(List.of(), Optional.empty(), Map.of());

  public StatusPlan {
    writes = List.copyOf(writes);
    conflicts = Collections.unmodifiableMap(new TreeMap<>(conflicts));
  }
}
