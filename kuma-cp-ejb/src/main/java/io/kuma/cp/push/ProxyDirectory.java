package io.kuma.cp.push;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.MeshAuthorities;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.core.snapshot.SnapshotListener;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.cp.insight.InsightWriter;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import io.kuma.xds.ads.ProxyConnection;
import io.kuma.xds.ads.ProxyConnections;
import io.kuma.xds.ads.ProxyStream;
import io.kuma.xds.ads.StreamRefused;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets proxies in, keeps track of those that are connected, and turns changes of meshes into requests for those whom they
 * concern.
 */
public final class ProxyDirectory implements ProxyConnections, SnapshotListener {
  private final ProxyRegistry registry = new ProxyRegistry();
  private final Registration registration;
  private final InsightWriter insights;
  private final ResourceCodec codec;
  private final PushQueue queue;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Duration deregistrationDelay;
  private final ConnectedProxy.Shared shared;

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
      String instance) {}

  /**
   * Makes an empty directory.
   *
   * @param threads may use the manager; their number bounds what is computed at a time
   * @param authenticate whether proxies must show a token
   * @param deregistrationDelay how long a proxy may be away before a Dataplane that it brought goes
   */
  public ProxyDirectory(
      Services services,
      Executor threads,
      ScheduledExecutorService timer,
      boolean authenticate,
      Duration deregistrationDelay) {
    this.registration =
        new Registration(
            services.manager(),
            services.types(),
            services.codec(),
            services.tokens(),
            authenticate,
            services.instance());
    this.insights = services.insights();
    this.codec = services.codec();
    this.queue = new PushQueue(threads);
    this.threads = threads;
    this.timer = timer;
    this.deregistrationDelay = deregistrationDelay;
    this.shared =
        new ConnectedProxy.Shared(
            services.snapshots(),
            services.pipeline(),
            new MeshAuthorities(new SnapshotSecrets(services.snapshots())),
            services.admin(),
            services.clock(),
            services.random(),
            timer,
            this::left);
  }

  @Override
  public ProxyConnection open(ProxyStream stream, Node node, String credential)
      throws StreamRefused {
    NodeIdentity identity = NodeIdentity.of(node, codec);
    boolean brought = registration.admit(identity, credential);
    ConnectedProxy proxy =
        new ConnectedProxy(
            identity,
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
    for (ConnectedProxy proxy : registry.in(after.mesh())) {
      if (proxy.isConcernedBy(delta)) {
        queue.request(proxy);
      }
    }
  }

  /** How many proxies are connected. */
  public int size() {
    return registry.all().size();
  }

  /** From now on a stream that ends says nothing about its proxy: this control plane is going, not the proxy. */
  public void close() {
    closing = true;
    registry.all().forEach(proxy -> insights.closed(proxy.insight()));
  }

  private void left(ConnectedProxy proxy) {
    registry.remove(proxy);
    if (closing) {
      return;
    }
    insights.closed(proxy.insight());
    if (proxy.broughtResource()) {
      timer.schedule(
          () -> threads.execute(() -> retire(proxy)),
          deregistrationDelay.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private void retire(ConnectedProxy proxy) {
    if (!closing && !registry.isConnected(proxy.key())) {
      registration.retire(proxy.key());
    }
  }
}
