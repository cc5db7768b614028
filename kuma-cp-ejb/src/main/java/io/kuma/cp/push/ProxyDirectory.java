package io.kuma.cp.push;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.MeshAuthorities;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.delivery.Delivery;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.core.snapshot.SnapshotListener;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.cp.insight.InsightWriter;
import io.kuma.cp.metric.XdsMetrics;
import io.kuma.cp.trace.Journey;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.ads.ProxyConnection;
import io.kuma.xds.ads.ProxyConnections;
import io.kuma.xds.ads.ProxyStream;
import io.kuma.xds.ads.StreamRefused;
import io.kuma.xds.pipeline.Pipeline;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets proxies in, keeps track of those that are connected, and turns changes of meshes into
 * requests for those whom they concern.
 */
public final class ProxyDirectory implements ProxyConnections, SnapshotListener, Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyDirectory.class);

  private final ProxyRegistry registry = new ProxyRegistry();
  private final Registration registration;
  private final InsightWriter insights;
  private final ResourceCodec codec;
  private final ResourceTypes types;
  private final KeyLocks locks = new KeyLocks();
  private final PushQueue<ConnectedProxy> queue;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Duration deregistrationDelay;
  private final AdminCertificates adminCertificates;
  private final ConnectedProxy.Shared shared;
  private final WriteTraces traces;

  private volatile boolean closing;

  /** What it works with. */
  public record Services(
      ResourceManager manager,
      ResourceTypes types,
      ResourceCodec codec,
      DataplaneTokens tokens,
      MeshSnapshots snapshots,
      Pipeline pipeline,
      AdminAuthority admin,
      InsightWriter insights,
      Clock clock,
      SecureRandom random,
      String instance,
      XdsMetrics metrics,
      WriteTraces traces) {}

  /**
   * Makes an empty directory.
   *
   * @param threads may be kept waiting by the manager
   * @param workers compute configuration; their number bounds how much of it at a time
   * @param authenticate whether proxies must show a token
   * @param deregistrationDelay how long a proxy may be away before a Dataplane that it brought goes
   */
  public ProxyDirectory(
      Services services,
      Executor threads,
      Executor workers,
      ScheduledExecutorService timer,
      boolean authenticate,
      Duration deregistrationDelay) {
    this.registration =
        new Registration(
            services.manager(),
            services.types(),
            services.codec(),
            services.tokens(),
            services.snapshots(),
            services.pipeline().spiffeIds(),
            authenticate,
            services.instance());
    this.insights = services.insights();
    this.traces = services.traces();
    this.codec = services.codec();
    this.types = services.types();
    this.queue = new PushQueue<>(workers, ConnectedProxy::refresh);
    this.threads = threads;
    this.timer = timer;
    this.deregistrationDelay = deregistrationDelay;
    this.adminCertificates = new AdminCertificates(services.admin());
    this.shared =
        new ConnectedProxy.Shared(
            services.snapshots(),
            services.pipeline(),
            new WantedSecrets(new MeshAuthorities(new SnapshotSecrets(services.snapshots()))),
            adminCertificates,
            services.clock(),
            services.random(),
            timer,
            proxy -> insights.began(proxy.insight()),
            this::left,
            services.metrics());
  }

  @Override
  public ProxyConnection open(ProxyStream stream, Node node, String credential)
      throws StreamRefused {
    NodeIdentity identity = NodeIdentity.of(node, codec);
    ReentrantLock lock = locks.of(identity.dataplane());
    if (closing) {
      throw new StreamRefused("the control plane is shutting down");
    }
    // Or its Dataplane, which it has just found or stored, could be retired before it is known to
    // be here.
    lock.lock();
    try {
      return add(identity, credential, registration.admit(identity, credential), stream);
    } finally {
      lock.unlock();
    }
  }

  private ConnectedProxy add(
      NodeIdentity identity, String credential, boolean brought, ProxyStream stream) {
    ConnectedProxy proxy =
        new ConnectedProxy(
            identity,
            credential,
            brought,
            stream,
            insights.opened(identity.dataplane(), identity.metadata()),
            shared);
    // The proxy itself opened the new stream, so the old one is dead whether or not we know it.
    registry.add(proxy).ifPresent(old -> old.end("replaced by a newer stream of the same proxy"));
    queue.request(proxy);
    return proxy;
  }

  @Override
  public void onChange(MeshSnapshot before, MeshSnapshot after, SnapshotDelta delta) {
    Journey journey = traces.depart(after.mesh(), delta);
    for (ConnectedProxy proxy : registry.in(after.mesh())) {
      if (proxy.isConcernedBy(delta)) {
        if (journey != Journey.NONE) {
          proxy.join(journey);
        }
        queue.request(proxy);
      }
    }
    journey.departed();
    for (ResourceKey key : delta.changed()) {
      if (key.type().equals(CoreTypes.DATAPLANE.name())
          && after.find(CoreTypes.DATAPLANE, key).isEmpty()) {
        adminCertificates.forget(key);
      }
    }
  }

  /**
   * Checks that a node may speak for its Dataplane, on a stream beside its own.
   *
   * @throws StreamRefused if it may not, or has not registered yet
   */
  public NodeIdentity verify(Node node, String credential) throws StreamRefused {
    NodeIdentity identity = NodeIdentity.of(node, codec);
    registration.verify(identity, credential);
    return identity;
  }

  @Override
  public Optional<Delivery> find(ResourceKey dataplane) {
    return registry.find(dataplane).map(ConnectedProxy::delivery);
  }

  @Override
  public boolean know(Resource<?> resource) {
    String mesh = resource.mesh().isEmpty() ? resource.name() : resource.mesh();
    return shared
        .snapshots()
        .find(mesh)
        .flatMap(snapshot -> known(snapshot, resource))
        .filter(known -> known.spec().equals(resource.spec()))
        .filter(known -> known.meta().labels().equals(resource.meta().labels()))
        .isPresent();
  }

  private Optional<? extends Resource<?>> known(MeshSnapshot mesh, Resource<?> resource) {
    return types
        .findByName(resource.meta().type())
        .flatMap(type -> mesh.find(type, resource.key()));
  }

  /**
   * Ends the streams of those of a mesh whose tokens do not stand any more.
   *
   * @param mesh empty for all meshes
   * @param onEnd is told of each
   */
  public void recheck(String mesh, Consumer<ResourceKey> onEnd) {
    for (ConnectedProxy proxy : mesh.isEmpty() ? registry.all() : registry.in(mesh)) {
      registration
          .objection(proxy.node(), proxy.credential())
          .ifPresent(
              reason -> {
                LOG.info("The stream of {} is ended: {}", proxy.key(), reason);
                onEnd.accept(proxy.key());
                proxy.end(reason);
              });
    }
  }

  /** How many proxies wait for a look at what they should have. */
  public int pending() {
    return queue.size();
  }

  /** How many proxies are connected. */
  public int size() {
    return registry.all().size();
  }

  /**
   * Ends all streams. That says nothing about their proxies: this control plane is going, not they.
   */
  public void close() {
    closing = true;
    for (ConnectedProxy proxy : registry.all()) {
      insights.closed(proxy.insight());
      proxy.end("the control plane is shutting down");
    }
  }

  private void left(ConnectedProxy proxy) {
    registry.remove(proxy);
    if (closing) {
      return;
    }
    insights.closed(proxy.insight());
    if (proxy.broughtResource()) {
      Future<?> unused =
          timer.schedule(
              () -> threads.execute(() -> retire(proxy)),
              deregistrationDelay.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void retire(ConnectedProxy proxy) {
    ReentrantLock lock = locks.of(proxy.key());
    lock.lock();
    try {
      if (!closing && !registry.isConnected(proxy.key())) {
        registration.retire(proxy.key());
      }
    } finally {
      lock.unlock();
    }
  }
}
