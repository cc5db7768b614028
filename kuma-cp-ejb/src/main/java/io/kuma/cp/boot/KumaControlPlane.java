package io.kuma.cp.boot;

import io.kuma.core.access.Action;
import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.event.Changes;
import io.kuma.core.inspect.Inspection;
import io.kuma.core.manager.ClusterId;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.Installation;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceRules;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.manager.Transactions;
import io.kuma.core.metric.RequestTimes;
import io.kuma.core.rehearsal.Rehearsal;
import io.kuma.core.role.GuardedResources;
import io.kuma.core.role.StoredRoles;
import io.kuma.core.store.ResourceStore;
import io.kuma.core.token.CachedSecrets;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.core.token.UserTokens;
import io.kuma.core.token.ZoneTokens;
import io.kuma.cp.management.ManagedControlPlane;
import io.kuma.cp.management.ManagementName;
import io.kuma.cp.metric.ControlPlaneMetrics;
import io.kuma.cp.metric.MeasuredStore;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.EnabledPolicies;
import io.kuma.policy.InitialPolicies;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole control plane over some store: the manager that REST uses, what has to exist, and the
 * side that faces proxies. Plain Java; the server's beans give it their database and threads.
 */
public final class KumaControlPlane implements AutoCloseable {
  /** All types that there are, but for those of roles, which there are only where roles count. */
  public static final ResourceTypes TYPES = new ResourceTypes(allTypes());

  private final ControlPlane identity;
  private final ResourceCodec codec;
  private final ResourceManager manager;
  private final CachedSecrets secrets;
  private final DataplaneTokens tokens;
  private final ZoneTokens zoneTokens;
  private final UserTokens userTokens;
  private final Installation installation;
  private final ResourceTypes types;
  private final DataplaneSide dataplaneSide;
  private final Rehearsal.Stage rehearsals;
  private final Optional<StoredRoles> roles;
  private final GuardedResources resources;
  private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();
  private final WriteTraces traces;
  private final ManagedControlPlane managed;
  private @Nullable ManagementName managementName;

  /**
   * What the server gives.
   *
   * @param threads makes threads that may use the store
   * @param leadership among all that share the store
   * @param traces makes what follows writes, for the instance of this name
   */
  public record Server(
      ResourceStore store,
      Transactions transactions,
      Changes changes,
      ThreadFactory threads,
      Leadership leadership,
      Function<String, WriteTraces> traces) {}

  /**
   * Puts it together over {@code server}, and makes what has to exist in the store.
   *
   * @throws IllegalStateException if that cannot be
   */
  public KumaControlPlane(
      CpSettings settings, Server server, ResourceCodec codec, Clock clock, SecureRandom random) {
    this.codec = codec;
    String hostname = Hostname.ofThisMachine();
    String instance = hostname + "-" + HexFormat.of().toHexDigits((short) random.nextInt());
    traces = server.traces().apply(instance);
    traces.listen(server.changes());
    EnabledPolicies policies = settings.policies().enabled();
    boolean withRoles = settings.access().roles().enabled();
    types =
        new ResourceTypes(
            Stream.concat(
                    TYPES.all().stream().filter(policies::know),
                    withRoles ? CoreTypes.OF_ROLES.stream() : Stream.empty())
                .toList());
    identity = ControlPlane.standalone(settings.multizone().zone().name());
    List<ResourceRules<?>> rules =
        CoreRules.rules(
            TYPES, identity, this::initialPolicies, settings.store().unsafeDelete(), clock, random);
    manager =
        new TransactionalResourceManager(
            new MeasuredStore(server.store(), metrics.store()),
            traces.follow(server.transactions()),
            identity,
            rules);
    Essentials essentials = new Essentials(manager);
    essentials.ensure(
        CoreRules.essentials(
            identity,
            clock,
            random,
            settings.defaults().skipMeshCreation(),
            settings.defaults().skipHostnameGenerators()));
    if (settings.apiServer().authn().bootstraps()) {
      essentials.ensure(List.of(UserTokens.bootstrap(manager, clock)));
    }
    secrets = new CachedSecrets(manager, server.changes());
    boolean volatileStore = settings.store().type() == CpSettings.StoreType.MEMORY;
    tokens =
        new DataplaneTokens(
            secrets, clock, volatileStore, settings.dpServer().authn().dpProxy().dpToken().trust());
    zoneTokens =
        new ZoneTokens(
            secrets,
            clock,
            volatileStore,
            settings.dpServer().authn().zoneProxy().zoneToken().trust());
    userTokens = settings.apiServer().authn().userTokens(secrets, clock, volatileStore);
    installation = installation(settings, hostname, instance);
    metrics.identify(installation.instanceId(), installation.clusterId(), installation.version());
    Path workDirectory = settings.general().workDirectory();
    dataplaneSide =
        new DataplaneSide(
            new DataplaneSide.Foundation(
                manager,
                server.changes(),
                TYPES,
                codec,
                identity,
                tokens,
                TlsFiles.certificate(settings.proxiesTls(), workDirectory, clock, random),
                settings.diagnostics().tlsEnabled()
                    ? Optional.of(
                        TlsFiles.certificate(
                            settings.diagnosticsTls(), workDirectory, clock, random))
                    : Optional.empty(),
                clock,
                random,
                server.threads(),
                installation.instanceId(),
                server.leadership(),
                policies,
                metrics,
                traces),
            DataplaneSettings.of(settings),
            settings.bootstrap());
    roles = withRoles ? Optional.of(new StoredRoles(manager, server.changes())) : Optional.empty();
    resources =
        new GuardedResources(
            traces.follow(dataplaneSide.manager()),
            installation.access().to(Action.ADMIN_RESOURCES),
            roles);
    rehearsals =
        new Rehearsal.Stage(
            dataplaneSide.manager(), identity, rules, dataplaneSide.statuses(), clock);
    managed = managed(settings, server.leadership(), clock);
  }

  /** The codec of a control plane. */
  public static ResourceCodec newCodec() {
    return new JacksonResourceCodec();
  }

  /** Begins to serve proxies. */
  public void start() {
    dataplaneSide.start();
    managementName = ManagementName.register(managed);
  }

  /** Whether proxies can be served. */
  public boolean isServing() {
    return dataplaneSide.isReady();
  }

  public ControlPlane identity() {
    return identity;
  }

  /** The types that people can use: all but those of policies that are not enabled. */
  public ResourceTypes types() {
    return types;
  }

  public ResourceCodec codec() {
    return codec;
  }

  /** For people and their tools, who can read on from memory while the store is away. */
  public GuardedResources resources() {
    return resources;
  }

  public Inspection inspection() {
    return dataplaneSide.inspection();
  }

  /** For people who want to know what a write would do. */
  public Rehearsal.Stage rehearsals() {
    return rehearsals;
  }

  /** For people who want to know how far something has come. */
  public Deliveries deliveries() {
    return dataplaneSide.deliveries();
  }

  public EnvoyAdmin envoyAdmin() {
    return dataplaneSide.envoyAdmin();
  }

  public DataplaneTokens tokens() {
    return tokens;
  }

  public ZoneTokens zoneTokens() {
    return zoneTokens;
  }

  public UserTokens userTokens() {
    return userTokens;
  }

  /** For the API, whose requests are measured too. */
  public RequestTimes requestTimes() {
    return traces.follow(metrics.api());
  }

  public Installation installation() {
    return installation;
  }

  /** How long it goes on when it is to end. */
  ShutdownDelay shutdownDelay() {
    return dataplaneSide.shutdownDelay();
  }

  /** Is not ready any more; comes back when it may be closed. */
  void drain() {
    dataplaneSide.drain();
  }

  /** Proxies are let go first; the store is the last to be needed. */
  @Override
  public void close() {
    if (managementName != null) {
      managementName.close();
    }
    dataplaneSide.close();
    secrets.close();
    roles.ifPresent(StoredRoles::close);
    traces.close();
  }

  private static List<ResourceType<?>> allTypes() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return all;
  }

  private List<Resource<?>> initialPolicies(Resource<Mesh> mesh) {
    List<Resource<?>> policies = new ArrayList<>(InitialPolicies.of(mesh));
    policies.removeIf(policy -> types.findByName(policy.meta().type()).isEmpty());
    return policies;
  }

  private Installation installation(CpSettings settings, String hostname, String instance) {
    return new Installation(
        hostname,
        Release.read().contract(),
        instance,
        ClusterId.find(manager)
            .orElseThrow(() -> new IllegalStateException("The store has no cluster id")),
        settings.toTree(),
        settings.apiServer().authn().localhostIsAdmin(),
        settings.apiServer().authn().proof(),
        Optional.of(settings.apiServer().rootUrl()).filter(url -> !url.isEmpty()),
        settings.apiServer().corsAllowedDomains(),
        settings.access().lists().lists(),
        settings.apiServer().maxBodyBytes());
  }

  private ManagedControlPlane managed(CpSettings settings, Leadership leadership, Clock clock) {
    return new ManagedControlPlane(
        new ManagedControlPlane.Facts(
            installation.version(),
            SettingsReader.name(settings.mode()),
            settings.multizone().zone().name(),
            installation.instanceId(),
            installation.clusterId()),
        new ManagedControlPlane.Sources(
            dataplaneSide::isReady,
            leadership,
            dataplaneSide::connectedProxies,
            dataplaneSide::pendingPushes,
            metrics.xds()),
        clock);
  }
}
