package io.kuma.cp.push;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.Status;
import io.kuma.core.ca.Identity;
import io.kuma.core.ca.IdentityVersion;
import io.kuma.core.delivery.Delivery;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.cp.insight.ConnectionInsight;
import io.kuma.cp.metric.XdsMetrics;
import io.kuma.cp.trace.Journey;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.ads.ProxyConnection;
import io.kuma.xds.ads.ProxyStream;
import io.kuma.xds.ads.StreamRefused;
import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.envoy.InvalidResource;
import io.kuma.xds.pipeline.Pipeline;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One proxy on one stream: what it should have by the newest snapshot, and what it did with what it
 * was sent.
 */
final class ConnectedProxy implements ProxyConnection, ProxySecrets.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectedProxy.class);

  /**
   * An Envoy asks for its certificate as soon as it has its clusters; one that reconnects, at once.
   */
  private static final long ASKS_WITHIN_SECONDS = 3;

  private final ResourceKey key;
  private final NodeIdentity node;
  private final String credential;
  private final NodeFacts facts;
  private final boolean broughtResource;
  private final ProxyStream stream;
  private final ConnectionInsight insight;
  private final Shared shared;
  private final ProxySecrets secrets;
  private final Renewal renewal;

  private volatile @Nullable ProxyModel model;
  private volatile SortedSet<String> services = Collections.emptySortedSet();
  private volatile @Nullable ProxySnapshot snapshot;

  private volatile boolean refreshing;
  private volatile @Nullable String failure;
  private volatile boolean closed;

  private volatile @Nullable Instant failedAt;
  private final DeliveryLog deliveries = new DeliveryLog();
  private final DeliveryTimes times;
  private final Journeys journeys;

  // Used by the stream only.
  private boolean begun;

  /**
   * What all connected proxies use.
   *
   * @param onNews is called when there is something to tell of a proxy that cannot wait
   */
  record Shared(
      MeshSnapshots snapshots,
      Pipeline pipeline,
      WantedSecrets wanted,
      AdminCertificates admin,
      Clock clock,
      SecureRandom random,
      ScheduledExecutorService timer,
      Consumer<ConnectedProxy> onNews,
      Consumer<ConnectedProxy> onClose,
      XdsMetrics metrics) {}

  ConnectedProxy(
      NodeIdentity node,
      String credential,
      boolean broughtResource,
      ProxyStream stream,
      ConnectionInsight insight,
      Shared shared) {
    this.key = node.dataplane();
    this.node = node;
    this.credential = credential;
    this.facts = NodeFacts.of(node.metadata());
    this.broughtResource = broughtResource;
    this.stream = stream;
    this.insight = insight;
    this.shared = shared;
    this.journeys = new Journeys(key);
    this.times = new DeliveryTimes(shared.metrics()::delivered);
    this.secrets = new ProxySecrets(shared.clock(), shared.random(), this);
    this.renewal = new Renewal(shared.timer(), shared.clock(), stream::wake);
  }

  ResourceKey key() {
    return key;
  }

  NodeIdentity node() {
    return node;
  }

  /** What it showed when it came. */
  String credential() {
    return credential;
  }

  /** Whether its Dataplane came with it and goes after it. */
  boolean broughtResource() {
    return broughtResource;
  }

  ConnectionInsight insight() {
    return insight;
  }

  /** Whether a change of its mesh can make a difference to it. */
  boolean isConcernedBy(SnapshotDelta delta) {
    // What it was made from is not known while it is being made, or if that failed.
    return refreshing
        || model == null
        || failure != null
        || delta.everyProxy()
        || delta.changed().contains(key)
        || !Collections.disjoint(services, delta.services());
  }

  /** Its next look is one that somebody follows. */
  void join(Journey journey) {
    journeys.join(journey);
  }

  /**
   * Works out again what it should have, and lets the stream send what differs. Not to be called by
   * two threads at once.
   */
  @SuppressWarnings("ReferenceEquality") // Whether it was replaced.
  void refresh() {
    if (closed) {
      return;
    }
    refreshing = true;
    journeys.look();
    long began = System.nanoTime();
    try {
      ProxySnapshot before = snapshot;
      shared.snapshots().find(key.mesh()).ifPresent(this::refresh);
      failure = null;
      journeys.looked();
      shared.metrics().generated(snapshot != before, System.nanoTime() - began);
    } catch (InvalidResource e) {
      shared.metrics().failed(System.nanoTime() - began);
      keepLast(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      shared.metrics().failed(System.nanoTime() - began);
      keepLast(String.valueOf(e), e);
    } finally {
      refreshing = false;
    }
  }

  /** Why is said once, not at every change of the mesh. */
  private void keepLast(String reason, RuntimeException cause) {
    if (!reason.equals(failure)) {
      LOG.error("the configuration of {} cannot be made; it keeps the last one", key, cause);
      failedAt = shared.clock().instant();
      insight.failed(reason, shared.clock().instant());
    }
    failure = reason;
    journeys.failed(reason);
  }

  private void refresh(MeshSnapshot mesh) {
    Optional<Resource<Dataplane>> dataplane = mesh.find(CoreTypes.DATAPLANE, key);
    if (dataplane.isEmpty()) {
      // It was just stored and the snapshot comes later, or it was deleted and the proxy goes on.
      return;
    }
    ProxyModel next =
        shared.pipeline().model(mesh, dataplane.get(), facts, adminTls(dataplane.get().spec()));
    ProxySecrets.Wanted wanted = shared.wanted().of(mesh, next);
    boolean otherSecrets = secrets.want(wanted);
    if (otherSecrets && wanted != null) {
      var unused = shared.timer().schedule(this::issueAhead, ASKS_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
    ProxySnapshot now = snapshot;
    if (now == null || !next.equals(model)) {
      snapshot = new ProxySnapshot(shared.pipeline().generate(next), secrets);
      model = next;
      services = next.services();
      times.made(System.nanoTime());
      journeys.changed();
      stream.wake();
    } else if (otherSecrets) {
      // The same resources, but not the same delivery.
      snapshot = new ProxySnapshot(now.resources(), secrets);
      times.made(System.nanoTime());
      journeys.changed();
      stream.wake();
    }
  }

  private void issueAhead() {
    if (!closed && secrets.issueAhead()) {
      shared.onNews().accept(this);
    }
  }

  private AdminTls adminTls(Dataplane dataplane) {
    return shared
        .admin()
        .of(key, dataplane.networking() == null ? "" : dataplane.networking().address());
  }

  /** How far what it should have by now has come to it. Costs a model. */
  Delivery delivery() {
    String reason = failure;
    if (reason != null) {
      return new Delivery(Delivery.State.failed, failedAt, reason);
    }
    return isUpToDate() ? deliveries.of(snapshot) : new Delivery(Delivery.State.pending, null, "");
  }

  private boolean isUpToDate() {
    Optional<MeshSnapshot> mesh = shared.snapshots().find(key.mesh());
    Optional<Resource<Dataplane>> dataplane =
        mesh.flatMap(found -> found.find(CoreTypes.DATAPLANE, key));
    if (dataplane.isEmpty()) {
      return false;
    }
    ProxyModel next =
        shared
            .pipeline()
            .model(mesh.get(), dataplane.get(), facts, adminTls(dataplane.get().spec()));
    return next.equals(model) && secrets.wants(shared.wanted().of(mesh.get(), next));
  }

  /** Ends the stream; the proxy connects again. */
  void end(String reason) {
    stream.end(Status.UNAVAILABLE.withDescription(reason));
  }

  @Override
  public Optional<ProxySnapshot> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  @Override
  public void nodeChanged(Node node) throws StreamRefused {
    // Envoy names its node once. Whoever becomes somebody else in the middle of a stream starts
    // over.
    throw new StreamRefused("the node of a stream cannot change");
  }

  @Override
  public void sent(XdsType type) {
    insight.sent(type, shared.clock().instant());
    deliveries.sent(type, shared.clock().instant());
    times.sent(type, System.nanoTime());
    shared.metrics().sent(type);
    if (!begun) {
      begun = true;
      shared.onNews().accept(this);
    }
  }

  @Override
  public void acknowledged(XdsType type) {
    insight.acknowledged(type, shared.clock().instant());
    deliveries.acknowledged(type, shared.clock().instant());
    times.answered(type, System.nanoTime());
    shared.metrics().acknowledged(type);
  }

  @Override
  public void settled(ProxySnapshot looked) {
    deliveries.settled(looked);
    journeys.arrived(deliveries.of(snapshot));
  }

  @Override
  public void rejected(XdsType type, String reason) {
    LOG.warn("{} rejects its {}: {}", key, type, reason);
    insight.rejected(type, reason, shared.clock().instant());
    deliveries.rejected(type, reason, shared.clock().instant());
    times.answered(type, System.nanoTime());
    shared.metrics().rejected(type);
  }

  @Override
  public void issued(String backend, IdentityVersion version, long nanos) {
    shared.metrics().issued(nanos);
    insight.certified(backend, shared.clock().instant(), version.notAfter());
  }

  @Override
  public void holds(Identity identity, IdentityVersion version) {
    renewal.at(identity.renewAt(version));
  }

  @Override
  public void closed() {
    closed = true;
    renewal.close();
    journeys.closed();
    shared.onClose().accept(this);
  }
}
