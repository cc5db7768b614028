package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.cp.insight.InsightRetention;
import io.kuma.xds.bootstrap.BootstrapSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be set, in the tree of the reference configuration (contract 5): this record is the only
 * list of it. Names in the environment, defaults and limits stand at the components; the place in
 * {@code GET /config} is the component's own.
 */
public record CpSettings(
    @Setting(env = "KUMA_ENVIRONMENT", value = "universal") Environment environment,
    @Setting(env = "KUMA_MODE", value = "zone") Mode mode,
    Store store,
    MonitoringAssignmentServer monitoringAssignmentServer,
    BootstrapServer bootstrapServer,
    XdsServer xdsServer,
    ApiServerSettings apiServer,
    Defaults defaults,
    Metrics metrics,
    General general,
    PolicySettings policies,
    ObservationSettings.DnsServer dnsServer,
    Multizone multizone,
    ObservationSettings.CoreResources coreResources,
    ObservationSettings.Ipam ipam,
    ObservationSettings.MeshServices meshService,
    ObservationSettings.RuntimeSettings runtime,
    DiagnosticsSettings diagnostics,
    DpServer dpServer,
    Access access,
    Experimental experimental,
    Proxy proxy,
    TracingSettings.Tracing tracing) {

  /**
   * Reads all settings.
   *
   * @param source the environment: what a name is set to, if it is
   * @throws BadSetting if one of them is not what it should be
   */
  public static CpSettings read(Function<String, Optional<String>> source) {
    CpSettings settings = new SettingsReader(source).read(CpSettings.class);
    settings.apiServer().checkBasePath();
    settings.general().tls().check("KUMA_GENERAL_TLS");
    settings.apiServer().https().tls().check("KUMA_API_SERVER_HTTPS_TLS");
    settings.dpServer().tls().check("KUMA_DP_SERVER_TLS");
    settings.monitoringAssignmentServer().check();
    settings.diagnostics().check();
    settings.store().postgres().check();
    settings.ipam().check();
    settings.dnsServer().check();
    settings.policies().enabled();
    AuthnSettings.check(settings);
    ClientCertificates.of(settings).check();
    return settings;
  }

  /** What is set of what the control plane observes and generates. */
  public ObservationSettings observation() {
    return new ObservationSettings(coreResources, ipam, meshService, runtime, dnsServer);
  }

  /** What proxies are told when they start. */
  BootstrapSettings bootstrap() {
    BootstrapParams params = bootstrapServer.params();
    return new BootstrapSettings(
        params.adminAddress(),
        params.adminPort(),
        params.envoyAdminUnixSocket(),
        params.adminAccessLogPath(),
        params.xdsHost(),
        params.xdsPort() == 0 ? dpServer.port() : params.xdsPort(),
        params.xdsConnectTimeout(),
        params.xdsGrpcMaxReceiveMessageBytes(),
        dpServer.authn().dpProxy().authenticates(),
        dpServer.authn().enableReloadableTokens(),
        dpServer.hds().enabled(),
        experimental.deltaXds(),
        proxy.gateway().globalDownstreamMaxConnections());
  }

  /** How much is kept of proxies, and how long. */
  InsightRetention insightRetention() {
    return new InsightRetention(
        metrics.dataplane().subscriptionLimit(),
        metrics.dataplane().idleTimeout(),
        runtime.universal().dataplaneCleanupAge());
  }

  /** As {@code GET /config} shows them. */
  public ObjectNode toTree() {
    return SettingsTree.of(this);
  }

  /** What the proxies' server shows; empty for the certificate that is made at the first start. */
  public Optional<TlsFiles> proxiesTls() {
    return dpServer.tls().or(general.tls());
  }

  /** What HTTPS shows; empty for the certificate that is made at the first start. */
  public Optional<TlsFiles> apiTls() {
    return apiServer.https().tls().or(general.tls());
  }

  /**
   * What the diagnostics server shows; empty for the certificate that is made at the first start.
   */
  public Optional<TlsFiles> diagnosticsTls() {
    return diagnostics.tls().or(general.tls());
  }

  /** Where the control plane runs. Kubernetes is not there yet. */
  public enum Environment {
    UNIVERSAL
  }

  /** Its place among others; {@code standalone} is the zone's old name. */
  public enum Mode {
    ZONE,
    STANDALONE
  }

  /**
   * Where resources are kept.
   *
   * @param unsafeDelete meshes are deleted with all that is in them
   */
  public record Store(
      @Setting(env = "KUMA_STORE_TYPE", value = "h2") StoreType type,
      PostgresSettings postgres,
      @Setting(env = "KUMA_STORE_UNSAFE_DELETE", value = "false") boolean unsafeDelete) {}

  /** Kinds of stores. */
  public enum StoreType {
    /** A database in a file of the work directory. */
    H2,
    /** A database that ends with the process. */
    MEMORY,
    /** A database that several control planes may share. */
    POSTGRES
  }

  public record BootstrapServer(BootstrapParams params) {}

  /** How proxies are told to run; see {@link BootstrapSettings}. */
  public record BootstrapParams(
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_ADMIN_ADDRESS", value = "127.0.0.1")
          String adminAddress,
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_ADMIN_PORT", value = "9901", max = 65535)
          int adminPort,
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET", value = "true")
          boolean envoyAdminUnixSocket,
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_ADMIN_ACCESS_LOG_PATH", value = "/dev/null")
          String adminAccessLogPath,
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_XDS_HOST") String xdsHost,
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_XDS_PORT", value = "0", max = 65535) int xdsPort,
      @Setting(env = "KUMA_BOOTSTRAP_SERVER_PARAMS_XDS_CONNECT_TIMEOUT", value = "1s")
          Duration xdsConnectTimeout,
      @Setting(
              env = "KUMA_BOOTSTRAP_SERVER_PARAMS_XDS_GRPC_MAX_RECEIVE_MESSAGE_BYTES",
              value = "4194304")
          int xdsGrpcMaxReceiveMessageBytes) {}

  /**
   * The streams to proxies.
   *
   * @param dataplaneStatusFlushInterval how often insights are written
   * @param nackBackoff how long content that a proxy refused is kept from it
   * @param dataplaneDeregistrationDelay how long a proxy may be away before a Dataplane that it
   *     brought goes
   */
  public record XdsServer(
      @Setting(env = "KUMA_XDS_SERVER_DATAPLANE_STATUS_FLUSH_INTERVAL", value = "10s", min = 1)
          Duration dataplaneStatusFlushInterval,
      @Setting(env = "KUMA_XDS_SERVER_NACK_BACKOFF", value = "5s") Duration nackBackoff,
      @Setting(env = "KUMA_XDS_DATAPLANE_DEREGISTRATION_DELAY", value = "10s")
          Duration dataplaneDeregistrationDelay) {}

  public record Defaults(
      @Setting(env = "KUMA_DEFAULTS_SKIP_MESH_CREATION", value = "false") boolean skipMeshCreation,
      // The capital letter is the contract's.
      @Setting(env = "KUMA_DEFAULTS_SKIP_HOSTNAME_GENERATORS", value = "false")
          @JsonProperty("SkipHostnameGenerators")
          boolean skipHostnameGenerators) {}

  public record Metrics(DataplaneMetrics dataplane, MeshMetrics mesh) {}

  /** See {@link InsightRetention}. */
  public record DataplaneMetrics(
      @Setting(env = "KUMA_METRICS_DATAPLANE_SUBSCRIPTION_LIMIT", value = "2", min = 1)
          int subscriptionLimit,
      @Setting(env = "KUMA_METRICS_DATAPLANE_IDLE_TIMEOUT", value = "5m", min = 1)
          Duration idleTimeout) {}

  /** See {@link io.kuma.cp.insight.ResyncIntervals}. */
  public record MeshMetrics(
      @Setting(env = "KUMA_METRICS_MESH_MIN_RESYNC_INTERVAL", value = "1s", min = 1)
          Duration minResyncInterval,
      @Setting(env = "KUMA_METRICS_MESH_FULL_RESYNC_INTERVAL", value = "20s", min = 1)
          Duration fullResyncInterval) {}

  /**
   * What all servers share, and where files are kept ({@code ~/.kuma} if nothing else is said).
   *
   * @param shutdownDelay how long everybody is served on after this control plane says that it is
   *     not ready because it stops; a setting of ours
   */
  public record General(
      @Setting(env = "KUMA_GENERAL_TLS_CERT_FILE") String tlsCertFile,
      @Setting(env = "KUMA_GENERAL_TLS_KEY_FILE") String tlsKeyFile,
      @Setting(env = "KUMA_GENERAL_WORK_DIR") String workDir,
      @Setting(env = "KUMA_GENERAL_SHUTDOWN_DELAY", value = "0s") Duration shutdownDelay) {

    TlsFiles.Pair tls() {
      return new TlsFiles.Pair(tlsCertFile, tlsKeyFile);
    }

    /** Where files are kept. */
    public Path workDirectory() {
      return workDir.isEmpty()
          ? Path.of(System.getProperty("user.home"), ".kuma")
          : Path.of(workDir);
    }
  }

  public record Multizone(Zone zone) {}

  public record Zone(@Setting(env = "KUMA_MULTIZONE_ZONE_NAME", value = "default") String name) {}

  /** The server that proxies connect to. */
  public record DpServer(
      @Setting(env = "KUMA_DP_SERVER_PORT", value = "5678", max = 65535) int port,
      @Setting(env = "KUMA_DP_SERVER_TLS_CERT_FILE") String tlsCertFile,
      @Setting(env = "KUMA_DP_SERVER_TLS_KEY_FILE") String tlsKeyFile,
      @Setting(env = "KUMA_DP_SERVER_GRACEFUL_SHUTDOWN_TIMEOUT", value = "10s")
          Duration gracefulShutdownTimeout,
      DpAuthn authn,
      Hds hds) {

    TlsFiles.Pair tls() {
      return new TlsFiles.Pair(tlsCertFile, tlsKeyFile);
    }
  }

  public record DpAuthn(
      DpProxy dpProxy,
      AuthnSettings.ZoneProxy zoneProxy,
      @Setting(env = "KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS", value = "false")
          boolean enableReloadableTokens) {}

  /** Whether proxies report the health of their workloads. */
  public record Hds(@Setting(env = "KUMA_DP_SERVER_HDS_ENABLED", value = "true") boolean enabled) {}

  public record DpProxy(
      @Setting(env = "KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE", value = "dpToken") ProxyAuthn type,
      AuthnSettings.DpToken dpToken) {

    boolean authenticates() {
      return switch (type) {
        case DP_TOKEN -> true;
        case NONE -> false;
      };
    }
  }

  /** How proxies prove who they are. */
  public enum ProxyAuthn {
    @JsonProperty("dpToken")
    DP_TOKEN,
    NONE
  }

  public record Access(@JsonProperty("static") AccessSettings lists, Roles roles) {}

  /** Whether users need roles; a setting of ours. See {@link io.kuma.core.role}. */
  public record Roles(
      @Setting(env = "KUMA_ACCESS_ROLES_ENABLED", value = "false") boolean enabled) {}

  public record Experimental(
      @Setting(env = "KUMA_EXPERIMENTAL_DELTA_XDS", value = "false") boolean deltaXds) {}

  public record Proxy(Gateway gateway) {}

  public record Gateway(
      @Setting(env = "KUMA_PROXY_GATEWAY_GLOBAL_DOWNSTREAM_MAX_CONNECTIONS", value = "50000")
          int globalDownstreamMaxConnections) {}
}
