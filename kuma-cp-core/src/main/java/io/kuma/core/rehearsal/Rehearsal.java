package io.kuma.core.rehearsal;

import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.manager.ResourceRules;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.manager.Transactions;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.StoredSnapshot;
import io.kuma.core.status.StatusWriter;
import io.kuma.core.status.Statuses;
import io.kuma.core.status.StoredMesh;
import io.kuma.resource.CoreTypes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A stage for writes: they pass all checks and have all their consequences, and nothing of it is
 * kept. For one question of one thread.
 */
public final class Rehearsal {
  private final ResourceReader stored;
  private final ResourceManager manager;
  private final Optional<StatusWriter> statuses;

  /** Begins rehearsals. */
  public static final class Stage {
    private final ResourceReader stored;
    private final ControlPlane controlPlane;
    private final List<ResourceRules<?>> rules;
    private final Optional<Statuses> statuses;
    private final Clock clock;

    /**
     * @param stored what there is
     * @param rules those of the real manager
     * @param statuses what this control plane observes of meshes; empty if it has no proxies
     */
    public Stage(
        ResourceReader stored,
        ControlPlane controlPlane,
        List<? extends ResourceRules<?>> rules,
        Optional<Statuses> statuses,
        Clock clock) {
      this.stored = stored;
      this.controlPlane = controlPlane;
      this.rules = List.copyOf(rules);
      this.statuses = statuses;
      this.clock = clock;
    }

    /** A rehearsal in which nothing was written yet. */
    public Rehearsal begin() {
      return new Rehearsal(this);
    }
  }

  private Rehearsal(Stage stage) {
    this.stored = stage.stored;
    this.manager =
        new TransactionalResourceManager(
            new RehearsedStore(stored, stage.clock),
            Transactions.none(),
            stage.controlPlane,
            stage.rules);
    this.statuses = stage.statuses.map(known -> new StatusWriter(known, manager, stage.clock));
  }

  /** What is to be rehearsed is written to this. */
  public ResourceManager manager() {
    return manager;
  }

  /** A mesh as it is, and as it would be once all had been observed that follows. */
  public record Scene(MeshSnapshot before, MeshSnapshot after) {}

  /**
   * The mesh before and after what was written.
   *
   * @param mesh need not exist before or after
   */
  public Scene scene(String mesh) {
    statuses.ifPresent(writer -> writer.write(StoredMesh.of(manager, mesh)));
    return new Scene(new StoredSnapshot(mesh, stored), new StoredSnapshot(mesh, manager));
  }

  /** All meshes that there are, or would be. */
  public SortedSet<String> meshes() {
    SortedSet<String> names = new TreeSet<>();
    for (ResourceReader reader : List.of(stored, manager)) {
      reader.list(CoreTypes.MESH, null).forEach(mesh -> names.add(mesh.name()));
    }
    return names;
  }
}
