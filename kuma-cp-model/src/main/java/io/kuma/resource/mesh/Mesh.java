package io.kuma.resource.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mesh, as on the wire (contract section 3.1). */
@Doc("A boundary inside which proxies trust and find each other.")
@Kind(
    shortName = "m",
    scope = Scope.GLOBAL,
    path = "meshes",
    pluralDisplayName = "Meshes",
    shape = Shape.FLAT,
    sync = Sync.GLOBAL_TO_ZONE,
    keepsName = true)
public record Mesh(
    @Doc("Mutual TLS between the proxies.") @Nullable Mtls mtls,
    @Doc("Where traces go, for TrafficTrace.") @Nullable Tracing tracing,
    @Doc("Where access logs go, for TrafficLog.") @Nullable Logging logging,
    @Doc("How metrics are exposed.") @Nullable Metrics metrics,
    @Doc("Defaults of the proxies' networking.") @Nullable Networking networking,
    @Doc("How proxies choose between zones.") @Nullable Routing routing,
    @Doc("Which proxies may join.") @Nullable Constraints constraints,
    @Doc("Kinds of policies that are not created with the mesh; * stands for all.")
        List<String> skipCreatingInitialPolicies,
    @Doc("Whether destinations are MeshServices.") @Nullable MeshServices meshServices)
    implements Spec {

  public Mesh {
    skipCreatingInitialPolicies = List.copyOf(skipCreatingInitialPolicies);
  }

  /** A mesh of which nothing was said. */
  public static final Mesh EMPTY =
      new Mesh(null, null, null, null, null, null, null, List.of(), null);

  /** The certificate authority in force; empty if mutual TLS is off. */
  public Optional<CertificateAuthorityBackend> enabledMtlsBackend() {
    if (mtls == null || mtls.enabledBackend().isEmpty()) {
      return Optional.empty();
    }
    return mtls.backends().stream()
        .filter(backend -> backend.name().equals(mtls.enabledBackend()))
        .findFirst();
  }

  /** How metrics are exposed; empty if they are not, or in a way that is not known. */
  public Optional<MetricsBackend> enabledMetricsBackend() {
    if (metrics == null) {
      return Optional.empty();
    }
    return metrics.backends().stream()
        .filter(backend -> backend.name().equals(metrics.enabledBackend()))
        .filter(backend -> backend.type().equals(MetricsBackend.PROMETHEUS))
        .findFirst();
  }

  /** How destinations are addressed; {@code Disabled} if it was not said. */
  public MeshServices.Mode meshServicesMode() {
    return meshServices == null ? MeshServices.Mode.Disabled : meshServices.mode();
  }

  /** Whether proxies let traffic to unknown destinations through; they do if it was not said. */
  public boolean passesThrough() {
    Networking.Outbound outbound = networking == null ? null : networking.outbound();
    return outbound == null || outbound.passthrough() == null || outbound.passthrough();
  }

  /** Whether initial policies of {@code kind} are made with the mesh. */
  public boolean createsInitialPolicies(String kind) {
    return !skipCreatingInitialPolicies.contains("*")
        && !skipCreatingInitialPolicies.contains(kind);
  }

  /** Mutual TLS: authorities that can be used and the one that is. */
  public record Mtls(
      @Doc("The name of the backend in force; mutual TLS is off if it is empty.")
          String enabledBackend,
      @Doc("The certificate authorities.") List<CertificateAuthorityBackend> backends,
      @Doc("Whether the enabled backend is changed without checks.") boolean skipValidation) {
    public Mtls {
      backends = List.copyOf(backends);
    }
  }

  /** A certificate authority. */
  public record CertificateAuthorityBackend(
      @Doc("Identifies the backend within the mesh.") String name,
      @Doc("builtin or provided.") String type,
      @Doc("The certificates that proxies get.") @Nullable DpCert dpCert,
      @Doc("Settings of the type.") @Nullable JsonNode conf,
      @Doc("Whether inbounds take plain text as well.") CertificateAuthorityBackend.Mode mode,
      @Doc("How the root chain is fetched.") @Nullable RootChain rootChain) {

    /** An authority whose key the control plane makes. */
    public static final String BUILTIN = "builtin";

    /** An authority whose key and certificate its owner provides. */
    public static final String PROVIDED = "provided";

    /** Whether inbounds require mutual TLS. */
    public enum Mode {
      STRICT,
      PERMISSIVE
    }

    /** Certificates of proxies. */
    public record DpCert(
        @Doc("When they are renewed.") @Nullable Rotation rotation,
        @Doc("How long the authority may take.") @Nullable Duration requestTimeout) {}

    /** The life of certificates. */
    public record Rotation(
        @Doc("How long a certificate is valid, such as 1d, 2h30m or 30s.") String expiration) {}

    /** How long certificates are valid; empty if it was not said, and for 0. */
    public Optional<Duration> certificateLifetime() {
      return Optional.ofNullable(dpCert)
          .map(DpCert::rotation)
          .flatMap(rotation -> CertificateLifetime.parse(rotation.expiration()))
          .filter(lifetime -> !lifetime.isZero());
    }

    /** The chain that certificates are checked against. */
    public record RootChain(
        @Doc("How long the authority may take.") @Nullable Duration requestTimeout) {}
  }

  /** Defaults of the proxies' networking. */
  public record Networking(@Doc("Outgoing traffic.") @Nullable Outbound outbound) {
    /** Outgoing traffic. */
    public record Outbound(
        @Doc("Whether traffic to unknown destinations is let through; it is if absent.")
            @Nullable Boolean passthrough) {}
  }

  /** How proxies choose between zones. */
  public record Routing(
      @Doc("Whether endpoints of the own zone are preferred.") boolean localityAwareLoadBalancing,
      @Doc("Whether traffic to other zones and to external services leaves by the zone egress.")
          boolean zoneEgress,
      @Doc("Whether MeshExternalServices are out of reach unless a policy allows them.")
          boolean defaultForbidMeshExternalServiceAccess) {}

  /** Which proxies may join the mesh. */
  public record Constraints(
      @Doc("Limits on the tags of proxies.") @Nullable DataplaneProxyConstraints dataplaneProxy) {}

  /** Limits on the tags of proxies. Any one of the rules suffices. */
  public record DataplaneProxyConstraints(
      @Doc("Tags a proxy must have.") List<TagRule> requirements,
      @Doc("Tags a proxy must not have.") List<TagRule> restrictions) {
    public DataplaneProxyConstraints {
      requirements = List.copyOf(requirements);
      restrictions = List.copyOf(restrictions);
    }
  }

  /** A set of tags; the value {@code *} stands for any. */
  public record TagRule(@Doc("The tags; all of them have to match.") Map<String, String> tags) {
    public TagRule {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
  }

  /** Whether destinations are MeshServices. */
  public record MeshServices(@Doc("Where MeshServices are used.") MeshServices.Mode mode) {
    /** Where MeshServices are used instead of service tags. */
    public enum Mode {
      Disabled,
      Everywhere,
      ReachableBackends,
      Exclusive
    }
  }
}
