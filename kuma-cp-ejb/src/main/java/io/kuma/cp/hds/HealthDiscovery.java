package io.kuma.cp.hds;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.core.snapshot.SnapshotListener;
import io.kuma.cp.push.NodeIdentity;
import io.kuma.model.Failure;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.ads.StreamRefused;
import io.kuma.xds.health.HealthConnections;
import io.kuma.xds.health.HealthReport;
import io.kuma.xds.health.ProxyHealth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who reports, tells them when other ports are to be probed, and writes down what they find.
 */
public final class HealthDiscovery implements HealthConnections, SnapshotListener {
  private static final Logger LOG = LoggerFactory.getLogger(HealthDiscovery.class);
  private static final int TRIES = 5;

  private final Gate gate;
  private final MeshSnapshots snapshots;
  private final ResourceManager manager;
  private final Map<ResourceKey, Set<Reporter>> reporters = new ConcurrentHashMap<>();

  /** Decides whether a node is who it says it is. */
  @FunctionalInterface
  public interface Gate {
    /**
     * Checks a node.
     *
     * @throws StreamRefused if it is not
     */
    NodeIdentity verify(Node node, String credential) throws StreamRefused;
  }

  public HealthDiscovery(Gate gate, MeshSnapshots snapshots, ResourceManager manager) {
    this.gate = gate;
    this.snapshots = snapshots;
    this.manager = manager;
  }

  @Override
  public ProxyHealth open(Runnable wake, Node node, String credential) throws StreamRefused {
    NodeIdentity identity = gate.verify(node, credential);
    Reporter reporter = new Reporter(identity.dataplane(), NodeFacts.of(identity.metadata()), wake);
    reporters
        .computeIfAbsent(identity.dataplane(), key -> ConcurrentHashMap.newKeySet())
        .add(reporter);
    return reporter;
  }

  @Override
  public void onChange(MeshSnapshot before, MeshSnapshot after, SnapshotDelta delta) {
    for (ResourceKey key : delta.changed()) {
      reporters.getOrDefault(key, Set.of()).forEach(reporter -> reporter.wake().run());
    }
  }

  /** From now on nothing that it reports counts: it is not who it says it is any more. */
  public void distrust(ResourceKey dataplane) {
    reporters.getOrDefault(dataplane, Set.of()).forEach(reporter -> reporter.trusted = false);
  }

  private void left(Reporter reporter) {
    reporters.computeIfPresent(
        reporter.dataplaneKey(),
        (key, all) -> {
          all.remove(reporter);
          return all.isEmpty() ? null : all;
        });
  }

  /** The newest snapshot is a moment old; it decides only whether to look into the store at all. */
  private void write(ResourceKey key, HealthReport report) {
    boolean same =
        snapshots
            .find(key.mesh())
            .flatMap(mesh -> mesh.find(CoreTypes.DATAPLANE, key))
            .map(known -> report.applyTo(known.spec()).equals(known.spec()))
            .orElse(true);
    for (int tried = 1; !same && tried <= TRIES; tried++) {
      try {
        manager
            .find(CoreTypes.DATAPLANE, key)
            .ifPresent(stored -> update(stored, report.applyTo(stored.spec())));
        return;
      } catch (Conflict e) {
        LOG.debug("{} was changed by somebody else, trying again", key);
      } catch (Failure e) {
        LOG.warn("The health of {} was not stored: {}", key, e.getMessage());
        return;
      }
    }
  }

  private void update(Resource<Dataplane> stored, Dataplane found) {
    if (!found.equals(stored.spec())) {
      manager.update(CoreTypes.DATAPLANE, stored.withSpec(found));
      LOG.info("{} reports that the readiness of its ports has changed", stored.key());
    }
  }

  /** One proxy that reports. */
  private final class Reporter implements ProxyHealth {
    private final ResourceKey key;
    private final NodeFacts node;
    private final Runnable wake;
    private volatile boolean trusted = true;

    private Reporter(ResourceKey key, NodeFacts node, Runnable wake) {
      this.key = key;
      this.node = node;
      this.wake = wake;
    }

    private ResourceKey dataplaneKey() {
      return key;
    }

    private Runnable wake() {
      return wake;
    }

    @Override
    public NodeFacts node() {
      return node;
    }

    @Override
    public Optional<Dataplane> dataplane() {
      return snapshots
          .find(key.mesh())
          .flatMap(mesh -> mesh.find(CoreTypes.DATAPLANE, key))
          .map(Resource::spec);
    }

    @Override
    public void reported(HealthReport report) {
      if (trusted) {
        write(key, report);
      }
    }

    @Override
    public void closed() {
      left(this);
    }
  }
}
