package io.kuma.resource.meshinsight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a mesh consists of, under the mesh's name (contract section 2.6). */
@Doc("What a mesh consists of, counted.")
@Kind(
    scope = Scope.GLOBAL,
    path = "mesh-insights",
    shape = Shape.FLAT,
    sync = Sync.PROVIDED_BY_GLOBAL,
    readOnly = true)
public record MeshInsight(
    @Doc("All proxies.") @Nullable DataplaneStat dataplanes,
    @Doc("Policies, by type.") Map<String, ResourceStat> policies,
    @Doc("Proxies by what runs in them.") @Nullable DpVersions dpVersions,
    @Doc("Proxies by their certificates.") @JsonProperty("mTLS") @Nullable Mtls mtls,
    @Doc("Services.") @Nullable ServiceStat services,
    @Doc("Proxies by what they are for.") @Nullable DataplanesByType dataplanesByType,
    @Doc("All resources of the mesh, by type.") Map<String, ResourceStat> resources)
    implements Spec {

  public MeshInsight {
    policies = Collections.unmodifiableMap(new TreeMap<>(policies));
    resources = Collections.unmodifiableMap(new TreeMap<>(resources));
  }

  /** Counts of proxies. */
  public record DataplaneStat(
      @Doc("All of them.") int total,
      @Doc("Those that are connected and take traffic at all ports.") int online,
      @Doc("Those that are not connected or take no traffic.") int offline,
      @Doc("Those that are connected and take traffic at some ports.") int partiallyDegraded) {
    public static final DataplaneStat NONE = new DataplaneStat(0, 0, 0, 0);

    public DataplaneStat plus(DataplaneStat other) {
      return new DataplaneStat(
          total + other.total,
          online + other.online,
          offline + other.offline,
          partiallyDegraded + other.partiallyDegraded);
    }
  }

  /** Counts of resources of a type. */
  public record ResourceStat(@Doc("All of them.") int total) {}

  /** Proxies by what runs in them. */
  public record DpVersions(
      @Doc("By the version of the process that runs the proxy; unknown if it was never seen.")
          Map<String, DataplaneStat> kumaDp,
      @Doc("By the version of Envoy; unknown if it was never seen.")
          Map<String, DataplaneStat> envoy) {
    public DpVersions {
      kumaDp = Collections.unmodifiableMap(new TreeMap<>(kumaDp));
      envoy = Collections.unmodifiableMap(new TreeMap<>(envoy));
    }
  }

  /** Proxies by their certificates. */
  public record Mtls(
      @Doc("By the backend that issued the certificate.") Map<String, DataplaneStat> issuedBackends,
      @Doc("By the backends whose certificates they trust.")
          Map<String, DataplaneStat> supportedBackends) {
    public Mtls {
      issuedBackends = Collections.unmodifiableMap(new TreeMap<>(issuedBackends));
      supportedBackends = Collections.unmodifiableMap(new TreeMap<>(supportedBackends));
    }
  }

  /** Counts of services. */
  public record ServiceStat(
      @Doc("All of them.") int total,
      @Doc("Those of proxies.") int internal,
      @Doc("Those outside of the mesh.") int external) {}

  /** Proxies by what they are for. */
  public record DataplanesByType(
      @Doc("Sidecars.") @Nullable DataplaneStat standard,
      @Doc("Gateways of both kinds.") @Nullable DataplaneStat gateway,
      @Doc("Gateways that are the proxy itself.") @Nullable DataplaneStat gatewayBuiltin,
      @Doc("Gateways that stand beside the proxy.") @Nullable DataplaneStat gatewayDelegated) {}
}
