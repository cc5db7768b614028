package io.kuma.cp.boot;

import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.EnvoyAdminCa;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.event.ChangeFeed;
import io.kuma.core.inspect.Inspection;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.proxy.ProxyModels;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.core.snapshot.OutageReads;
import io.kuma.core.snapshot.Pace;
import io.kuma.core.snapshot.SnapshotThread;
import io.kuma.core.status.Statuses;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.cp.dpserver.DataplaneServer;
import io.kuma.cp.dpserver.DiagnosticsServer;
import io.kuma.cp.hds.HealthDiscovery;
import io.kuma.cp.logging.LogLevels;
import io.kuma.cp.mads.Assignments;
import io.kuma.cp.mads.MonitoringServer;
import io.kuma.cp.metric.ControlPlaneMetrics;
import io.kuma.cp.push.ProxyDirectory;
import io.kuma.cp.push.Revocations;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.EnabledPolicies;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.ads.AdsService;
import io.kuma.xds.ads.Surroundings;
import io.kuma.xds.bootstrap.BootstrapEndpoint;
import io.kuma.xds.bootstrap.BootstrapSettings;
import io.kuma.xds.generate.ProxyGenerator;
import io.kuma.xds.health.HealthService;
import io.kuma.xds.health.ProbeSettings;
import io.kuma.xds.pipeline.ComputedConfigurations;
import io.kuma.xds.pipeline.Pipeline;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of the control plane that faces proxies, put together and brought to life: snapshots,
 * pushes, streams, insights and their two servers. Plain Java, so that tests run all of it in one
 * JVM; the server's beans only start and stop it.
 */
public final class DataplaneSide implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataplaneSide.class);

  private final MeshSnapshots snapshots;
  private final ResourceManager manager;
  private final Inspection inspection;
  private final EnvoyAdmin envoyAdmin;
  private final ProxyDirectory proxies;
  private final Observers observers;
  private final DataplaneServer server;
  private final DiagnosticsServer diagnostics;

  /** Where Prometheus asks; empty if nobody wants it. */
  private final Optional<MonitoringServer> monitoring;

  private final Workforce workforce;
  private final ChangeFeed.Subscription revocations;

  private final LogLevels logLevels = new LogLevels();

  private final ShutdownDelay shutdownDelay;
  private volatile boolean serving;

  /**
   * What it stands on.
   *
   * @param diagnosticsCertificate what operators are shown; empty for no TLS
   * @param threads makes threads that may use the manager
   * @param instance identifies this control plane
   * @param leadership whether it writes what one of all that share the store is enough for
   * @param policies those that have an effect
   * @param metrics of this side and of no other
   * @param traces follow what is written
   */
  public record Foundation(
      ResourceManager manager,
      ChangeFeed feed,
      ResourceTypes types,
      ResourceCodec codec,
      ControlPlane controlPlane,
      DataplaneTokens tokens,
      ServerCertificate certificate,
      Optional<ServerCertificate> diagnosticsCertificate,
      Clock clock,
      SecureRandom random,
      ThreadFactory threads,
      String instance,
      Leadership leadership,
      EnabledPolicies policies,
      ControlPlaneMetrics metrics,
      WriteTraces traces) {}

  /** Puts it together; nothing runs yet. */
  public DataplaneSide(Foundation base, DataplaneSettings settings, BootstrapSettings bootstrap) {
    shutdownDelay = new ShutdownDelay(settings.shutdown().delay());
    workforce = Workforce.of(base.threads(), settings.pushThreads());
    Executor threads = workforce.store();
    snapshots =
        new MeshSnapshots(
            base.manager(),
            base.feed(),
            configurationTypes(),
            Pace.DEFAULT,
            SnapshotThread.start());
    manager = new OutageReads(base.manager(), snapshots);
    PolicyMatcher matcher = new PolicyMatcher(base.policies().types(), base.codec());
    Pipeline pipeline =
        new Pipeline(
            base.controlPlane(),
            matcher,
            new ProxyModels(base.codec(), base.controlPlane()),
            settings.vips(),
            new ProxyGenerator(Policies.PLUGINS));
    inspection =
        Inspection.of(
            base.types(),
            matcher,
            settings.vips(),
            new ComputedConfigurations(pipeline),
            base.codec(),
            base.controlPlane());
    AdminAuthority adminAuthority = new AdminAuthority(EnvoyAdminCa.read(base.manager()));
    envoyAdmin =
        new EnvoyAdmin(
            adminAuthority.forControlPlane(),
            bootstrap.adminPort(),
            // One for each caller: an Envoy that is slow to answer must not hold up streams.
            task -> base.threads().newThread(task).start());
    observers = new Observers(base, settings, snapshots, workforce);
    proxies =
        new ProxyDirectory(
            new ProxyDirectory.Services(
                manager,
                base.types(),
                base.codec(),
                base.tokens(),
                snapshots,
                pipeline,
                adminAuthority,
                observers.insights(),
                base.clock(),
                base.random(),
                base.instance(),
                base.metrics().xds(),
                base.traces()),
            threads,
            workforce.push(),
            workforce.timer(),
            settings.authenticate(),
            settings.deregistrationDelay());
    base.metrics().proxies(proxies::size, proxies::pending);
    base.metrics().leader(base.leadership());
    snapshots.listen(proxies);
    HealthDiscovery health = new HealthDiscovery(proxies::verify, snapshots, manager);
    snapshots.listen(health);
    // After those who remember secrets, so that they have forgotten what has changed.
    revocations =
        base.feed()
            .subscribe(new Revocations(threads, mesh -> proxies.recheck(mesh, health::distrust)));
    Surroundings surroundings =
        new Surroundings(
            threads, workforce.timer(), base.clock(), base.instance(), settings.nackBackoff());
    server =
        new DataplaneServer(
            settings.port(),
            base.certificate(),
            new AdsService(proxies, surroundings),
            new HealthService(health, ProbeSettings.DEFAULT, threads),
            new BootstrapEndpoint(
                bootstrap, manager, base.codec(), base.certificate().certificate()),
            threads,
            settings.shutdown().grace());
    diagnostics =
        settings
            .diagnostics()
            .server(base.diagnosticsCertificate(), this::isReady, base.metrics(), logLevels);
    monitoring =
        settings
            .monitoring()
            .server(new Assignments(snapshots, base.policies(), base.codec()), workforce.push());
    monitoring.ifPresent(snapshots::listen);
  }

  /**
   * Begins to serve.
   *
   * @throws IllegalStateException if a port cannot be had
   */
  public void start() {
    diagnostics.start();
    observers.start();
    snapshots.start();
    server.start();
    monitoring.ifPresent(MonitoringServer::start);
    observers.startRounds(workforce);
    serving = true;
    LOG.info("proxies are served on port {}", server.port());
  }

  /** The manager, with which people and proxies can read on while the store is away. */
  ResourceManager manager() {
    return manager;
  }

  /** For people who look at what proxies are told. */
  Inspection inspection() {
    return inspection;
  }

  /** What is observed of meshes; empty where no proxies are. */
  Optional<Statuses> statuses() {
    return observers.statuses();
  }

  /** For people who want to know how far something has come. */
  public Deliveries deliveries() {
    return proxies;
  }

  /** For people who look at what proxies hold. */
  public EnvoyAdmin envoyAdmin() {
    return envoyAdmin;
  }

  /**
   * Whether callers should be sent here: the snapshots are there, the servers listen, and nobody
   * has told them to stop.
   */
  public boolean isReady() {
    return serving
        && !shutdownDelay.hasBegun()
        && snapshots.isReady()
        && ApplicationServer.isServing();
  }

  /** How long it goes on when it is to end. */
  ShutdownDelay shutdownDelay() {
    return shutdownDelay;
  }

  public int port() {
    return server.port();
  }

  public int diagnosticsPort() {
    return diagnostics.port();
  }

  /** Where Prometheus asks; empty if nobody wants it. */
  public OptionalInt monitoringPort() {
    return monitoring.stream().mapToInt(MonitoringServer::port).findFirst();
  }

  /** How many proxies are connected. */
  public int connectedProxies() {
    return proxies.size();
  }

  /** Whoever stops it does not want to wait for the delay. */
  public void hurry() {
    shutdownDelay.cutShort();
  }

  /** How many proxies wait for a look at their configuration. */
  int pendingPushes() {
    return proxies.pending();
  }

  /** Is not ready any more; comes back when that has been so for the delay. */
  void drain() {
    if (serving) {
      shutdownDelay.await();
    }
  }

  /** Not ready first, then, after the delay, the streams, then what they stand on. */
  @Override
  public void close() {
    drain();
    serving = false;
    proxies.close();
    CompletableFuture.allOf(
            server.stop(),
            diagnostics.stop(),
            monitoring
                .map(MonitoringServer::stop)
                .orElseGet(() -> CompletableFuture.completedFuture(null)))
        .join();
    logLevels.close();
    snapshots.close();
    observers.close();
    revocations.close();
    workforce.close();
  }

  /** What configuration is made from. Insights are not among it, so they never cause a push. */
  private static List<ResourceType<?>> configurationTypes() {
    List<ResourceType<?>> all = new ArrayList<>();
    all.add(CoreTypes.MESH);
    all.add(CoreTypes.DATAPLANE);
    all.add(CoreTypes.EXTERNAL_SERVICE);
    all.add(CoreTypes.MESH_SERVICE);
    all.add(CoreTypes.MESH_EXTERNAL_SERVICE);
    all.add(CoreTypes.MESH_MULTI_ZONE_SERVICE);
    all.add(CoreTypes.MESH_OPEN_TELEMETRY_BACKEND);
    all.add(CoreTypes.MESH_IDENTITY);
    all.add(CoreTypes.MESH_TRUST);
    all.add(CoreTypes.MESH_HTTP_ROUTE);
    all.add(CoreTypes.MESH_TCP_ROUTE);
    all.addAll(Policies.TYPES);
    return all;
  }
}
