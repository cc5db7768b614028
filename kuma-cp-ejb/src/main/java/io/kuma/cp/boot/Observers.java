package io.kuma.cp.boot;

import io.kuma.core.manager.ResourceManager;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotThread;
import io.kuma.core.status.StatusWriter;
import io.kuma.core.status.Statuses;
import io.kuma.cp.boot.DataplaneSide.Foundation;
import io.kuma.cp.insight.AbsentProxies;
import io.kuma.cp.insight.InsightWriter;
import io.kuma.cp.insight.MeshInsightKeeper;
import io.kuma.cp.insight.ResyncIntervals;
import io.kuma.cp.status.StatusKeeper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Who writes down what is seen of proxies and meshes: insights, statuses, and who is gone. */
final class Observers implements AutoCloseable {
  /** After what could not be written. */
  private static final Duration STATUS_RETRY = Duration.ofSeconds(20);

  private final ExecutorService writing;
  private final Duration flush;
  private final InsightWriter insights;
  private final MeshInsightKeeper meshInsights;
  private final AbsentProxies absent;

  /** Proxies are in zones, and so is what is observed of them. */
  private final Optional<Statuses> statuses;

  private final Optional<StatusKeeper> statusKeeper;

  /** Has them told of snapshots; nothing runs yet. */
  Observers(
      Foundation base, DataplaneSettings settings, MeshSnapshots snapshots, Workforce workforce) {
    ResourceManager manager = base.manager();
    writing = workforce.insights();
    flush = settings.insightFlush();
    base.leadership().enter(base.instance());
    insights =
        new InsightWriter(
            manager, base.clock(), writing, base.instance(), settings.retention().subscriptions());
    absent =
        new AbsentProxies(
            manager, base.leadership(), base.clock(), base.instance(), settings.retention());
    meshInsights =
        new MeshInsightKeeper(
            manager,
            base.types(),
            snapshots,
            base.feed(),
            base.leadership(),
            settings.meshInsights(),
            SnapshotThread.start(base.threads()));
    snapshots.listen(meshInsights);
    statuses =
        Optional.ofNullable(base.controlPlane().zone())
            .map(zone -> new Statuses(base.types(), base.controlPlane(), settings.statuses()));
    statusKeeper = statuses.map(known -> keeper(known, base, settings, snapshots));
    statusKeeper.ifPresent(snapshots::listen);
  }

  private static StatusKeeper keeper(
      Statuses statuses, Foundation base, DataplaneSettings settings, MeshSnapshots snapshots) {
    return new StatusKeeper(
        base.manager(),
        statuses,
        new StatusWriter(statuses, base.manager(), base.clock()),
        snapshots,
        base.feed(),
        base.leadership(),
        new ResyncIntervals(settings.statusInterval(), STATUS_RETRY),
        base.clock(),
        SnapshotThread.start(base.threads()));
  }

  /** For those who are connected with proxies. */
  InsightWriter insights() {
    return insights;
  }

  /** What is observed of meshes; empty where no proxies are. */
  Optional<Statuses> statuses() {
    return statuses;
  }

  /** Begins to listen to the store. Before the first snapshots are read. */
  void start() {
    meshInsights.start();
    statusKeeper.ifPresent(StatusKeeper::start);
  }

  /** Begins what is done from time to time. */
  void startRounds(Workforce workforce) {
    workforce.every(flush, insights::flush);
    workforce.every(absent.interval(), () -> writing.execute(absent::look));
  }

  /** What has begun is waited for. */
  @Override
  public void close() {
    meshInsights.close();
    statusKeeper.ifPresent(StatusKeeper::close);
  }
}
