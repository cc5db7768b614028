package io.kuma.core.status;

import io.kuma.core.manager.ResourceManager;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.ResourceKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the store show what was observed of a mesh. Whoever else writes at the same time, a user or
 * another control plane, wins: every write names the version that it was computed from.
 */
public final class StatusWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  private final Statuses statuses;
  private final ResourceManager manager;
  private final Clock clock;

  /** Resources of which it was told that their status cannot be written. */
  private final Set<ResourceKey> refused = ConcurrentHashMap.newKeySet();

  /**
   * What came of it.
   *
   * @param writes how many there were
   * @param outdated whether some came too late, and the mesh has to be looked at again
   * @param due when the mesh has to be looked at again though nothing changes
   * @param conflicts see {@link StatusPlan#conflicts()}
   */
  public record Outcome(
      int writes, boolean outdated, Optional<Instant> due, Map<String, List<String>> conflicts) {}

  public StatusWriter(Statuses statuses, ResourceManager manager, Clock clock) {
    this.statuses = statuses;
    this.manager = manager;
    this.clock = clock;
  }

  /** Writes what differs. A resource that cannot be written does not keep others from it. */
  public Outcome write(StoredMesh mesh) {
    StatusPlan plan = statuses.plan(mesh, mesh.insights(), clock.instant());
    boolean outdated = false;
    for (StatusWrite write : plan.writes()) {
      try {
        write.to(manager);
      } catch (Conflict e) {
        LOG.debug("{} was written by somebody else", write.key());
        outdated = true;
      } catch (NotFound e) {
        LOG.debug("{} is gone", write.key());
      } catch (Invalid e) {
        tell(write, e);
      }
    }
    return new Outcome(plan.writes().size(), outdated, plan.due(), plan.conflicts());
  }

  /**
   * Nothing can be created in a mesh that is going; what is stored may break rules newer than it.
   */
  private void tell(StatusWrite write, Invalid e) {
    if (write instanceof StatusWrite.Update && refused.add(write.key())) {
      LOG.warn("the status of {} cannot be written: {}", write.key(), e.getMessage());
    } else {
      LOG.debug("{} cannot be written: {}", write.key(), e.getMessage());
    }
  }
}
