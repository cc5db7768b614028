package io.kuma.cp.feature;

import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.store.BreakableStore;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.token.CachedSecrets;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.core.token.TokenTrust;
import io.kuma.cp.boot.CpSettings;
import io.kuma.cp.boot.DataplaneSettings;
import io.kuma.cp.boot.DataplaneSide;
import io.kuma.cp.metric.ControlPlaneMetrics;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.EnabledPolicies;
import io.kuma.policy.InitialPolicies;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.bootstrap.BootstrapSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A whole control plane in this JVM, but for REST: a store in memory, real sockets. It can be
 * stopped and started again over the same store, as after a restart.
 */
final class RunningControlPlane implements AutoCloseable {
  final ResourceCodec codec = new JacksonResourceCodec();
  final ResourceTypes types;
  final BreakableStore store;
  final ResourceManager manager;
  final DataplaneTokens tokens;

  private final Changes changes = new Changes();
  private final ServerCertificate certificate;
  private final DataplaneSettings settings;
  private ControlPlaneMetrics metrics;
  private DataplaneSide side;
  private int restarts;

  RunningControlPlane(Path workDir) {
    this(
        workDir,
        "KUMA_XDS_SERVER_DATAPLANE_STATUS_FLUSH_INTERVAL=200ms",
        "KUMA_XDS_DATAPLANE_DEREGISTRATION_DELAY=300ms",
        "KUMA_XDS_SERVER_NACK_BACKOFF=1s");
  }

  /**
   * One that is set otherwise.
   *
   * @param variables of the environment, each {@code NAME=value}
   */
  RunningControlPlane(Path workDir, String... variables) {
    Map<String, String> environment = new TreeMap<>();
    // The same ports for life, so that proxies and Prometheus find it again after a restart.
    environment.put("KUMA_DP_SERVER_PORT", Integer.toString(FreePorts.next()));
    environment.put("KUMA_MONITORING_ASSIGNMENT_SERVER_PORT", Integer.toString(FreePorts.next()));
    environment.put("KUMA_DIAGNOSTICS_SERVER_PORT", "0");
    for (String variable : variables) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    settings =
        DataplaneSettings.of(CpSettings.read(name -> Optional.ofNullable(environment.get(name))));
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    types = new ResourceTypes(all);
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    ControlPlane controlPlane = ControlPlane.standalone("default");
    MemoryResourceStore memory = new MemoryResourceStore(clock, changes);
    store = new BreakableStore(memory);
    manager =
        new TransactionalResourceManager(
            store,
            memory::required,
            controlPlane,
            CoreRules.rules(types, controlPlane, InitialPolicies::of, false, clock, random));
    new Essentials(manager).ensure(CoreRules.essentials(controlPlane, clock, random, false, false));
    tokens = new DataplaneTokens(new CachedSecrets(manager, changes), clock, true, TokenTrust.OWN);
    try {
      certificate = ServerCertificate.keptIn(workDir, clock.instant(), random);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    side = start();
  }

  /**
   * Stops what faces proxies and starts it anew over the same store, as another instance on another
   * port.
   */
  void restart() {
    side.close();
    side = start();
  }

  private DataplaneSide start() {
    // As with the process: what it counted goes with it.
    metrics = new ControlPlaneMetrics();
    DataplaneSide started =
        new DataplaneSide(
            new DataplaneSide.Foundation(
                manager,
                changes,
                types,
                codec,
                ControlPlane.standalone("default"),
                tokens,
                certificate,
                Optional.empty(),
                Clock.systemUTC(),
                new SecureRandom(),
                Thread::new,
                "test-" + restarts++,
                Leadership.ALONE,
                EnabledPolicies.ALL,
                metrics,
                WriteTraces.NONE),
            settings,
            BootstrapSettings.defaults(settings.port()));
    started.start();
    return started;
  }

  /** Stops it for good, as long as that takes. */
  CompletableFuture<Void> stopping() {
    return CompletableFuture.runAsync(this::close);
  }

  /** Has it not wait any longer before it stops. */
  void hurry() {
    side.hurry();
  }

  ControlPlaneMetrics metrics() {
    return metrics;
  }

  int diagnosticsPort() {
    return side.diagnosticsPort();
  }

  int port() {
    return side.port();
  }

  int monitoringPort() {
    return side.monitoringPort().orElseThrow();
  }

  int connectedProxies() {
    return side.connectedProxies();
  }

  EnvoyAdmin envoyAdmin() {
    return side.envoyAdmin();
  }

  Deliveries deliveries() {
    return side.deliveries();
  }

  boolean isReady() {
    return side.isReady();
  }

  /** A token for every proxy of a mesh. */
  String token(String mesh) {
    return tokens.issue(
        new DataplaneClaims("", mesh, new TreeMap<>(), "", ""), Duration.ofHours(1));
  }

  /** Creates or replaces resources written in YAML, as REST would. */
  void apply(String yaml) {
    codec.parseYamlDocuments(yaml).forEach(tree -> apply(codec.toResource(types, tree)));
  }

  private <S extends Spec> void apply(Resource<S> wanted) {
    @SuppressWarnings("unchecked")
    ResourceType<S> type = (ResourceType<S>) types.findByName(wanted.meta().type()).orElseThrow();
    Resource<S> labelled =
        wanted.withMeta(wanted.meta().withLabels(manager.computeLabels(type, wanted)));
    Optional<Resource<S>> before = manager.find(type, wanted.key());
    if (before.isPresent()) {
      manager.update(
          type, labelled.withMeta(before.get().meta().withLabels(labelled.meta().labels())));
    } else {
      manager.create(type, labelled);
    }
  }

  /** Deletes resources written in YAML. */
  void delete(String yaml) {
    codec
        .parseYamlDocuments(yaml)
        .forEach(
            tree ->
                delete(
                    types.findByName(tree.path("type").asText()).orElseThrow(),
                    tree.path("mesh").asText(),
                    tree.path("name").asText()));
  }

  void delete(ResourceType<?> type, String mesh, String name) {
    ResourceKey key = type.key(mesh, name);
    manager.delete(type, key);
  }

  @Override
  public void close() {
    side.close();
  }
}
