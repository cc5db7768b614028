package io.kuma.policy.meshmetric;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Conditions;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.OpenTelemetryBackendRef;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.TelemetryPolicy;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Merge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Metrics, as on the wire (contract section 3.4). */
@Doc("Which metrics of a proxy and its application can be read, and where.")
@Kind(
    shortName = "mm",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    status = Conditions.class,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshMetric(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("Their metrics.") @JsonProperty("default") @Nullable Conf conf)
    implements TelemetryPolicy {

  @Override
  public List<OpenTelemetryBackendRef> telemetryBackends() {
    return conf == null || conf.backends() == null
        ? List.of()
        : conf.backends().stream()
            .flatMap(backend -> Optional.ofNullable(backend.openTelemetry()).stream())
            .flatMap(to -> Optional.ofNullable(to.backendRef()).stream())
            .toList();
  }

  /** Which metrics, and where. */
  public record Conf(
      @Doc("Which metrics of the proxy.") @Nullable Sidecar sidecar,
      @Doc("Applications beside the proxy that have metrics.")
          @Nullable List<Application> applications,
      @Doc("Where the metrics can be read, or go.") @Nullable List<Backend> backends) {
    public Conf {
      applications = applications == null ? null : List.copyOf(applications);
      backends = backends == null ? null : List.copyOf(backends);
    }
  }

  /** Which metrics of the proxy. */
  public record Sidecar(
      @Doc("Which of them, by name.") @Nullable Profiles profiles,
      @Doc("Also those that nothing was counted for; not if absent.")
          @Nullable Boolean includeUnused) {}

  /** Which metrics, by name: those of a profile, less the excluded, and the included. */
  public record Profiles(
      @Doc("Sets of metrics that make sense together.") @Merge(Merge.Mode.APPEND)
          @Nullable List<Profile> appendProfiles,
      @Doc("Metrics that are left out of the profiles.") @Nullable List<Selector> exclude,
      @Doc("Metrics that stay, whatever else is said of them.") @Nullable List<Selector> include) {
    public Profiles {
      appendProfiles = appendProfiles == null ? null : List.copyOf(appendProfiles);
      exclude = exclude == null ? null : List.copyOf(exclude);
      include = include == null ? null : List.copyOf(include);
    }
  }

  /** A set of metrics. */
  public record Profile(@Doc("Which set.") Profile.Name name) {
    /** Which set. */
    public enum Name {
      All,
      /** What the dashboards need. */
      Basic,
      None
    }
  }

  /** Selects metrics by name. */
  public record Selector(
      @Doc("How the name is compared.") Selector.Type type,
      @Doc("What it is compared with.") String match) {
    /** How the name is compared. */
    public enum Type {
      Prefix,
      Regex,
      Exact,
      Contains
    }
  }

  /** An application with metrics. */
  public record Application(
      @Doc("Its name, in the metrics.") @Nullable String name,
      @Doc("The path of its metrics.") @Default("\"/metrics\"") @Nullable String path,
      @Doc("The port of its metrics.") int port,
      @Doc("The address of its metrics; that of the proxy if absent.") @Nullable String address) {}

  /** Where metrics can be read, or go. As on the wire, {@code type} says which sibling counts. */
  public record Backend(
      @Doc("Which kind of backend it is.") Backend.Type type,
      @Doc("Where Prometheus reads them.") @Nullable Prometheus prometheus,
      @Doc("Where they are sent.") @Nullable OpenTelemetry openTelemetry) {
    /** Which kind. */
    public enum Type {
      Prometheus,
      OpenTelemetry
    }
  }

  /** Where Prometheus reads metrics. */
  public record Prometheus(
      @Doc("The client that may ask the control plane for what to read; anybody if absent.")
          @Nullable String clientId,
      @Doc("The port of the proxy.") @Default("5670") @Nullable Integer port,
      @Doc("The path.") @Default("\"/metrics\"") @Nullable String path,
      @Doc("Whether it is read over TLS.") @Nullable PrometheusTls tls) {}

  /** Whether metrics are read over TLS. */
  public record PrometheusTls(
      @Doc("Whose certificate the proxy shows.") @Default("\"Disabled\"")
          PrometheusTls.@Nullable Mode mode) {
    /** Whose certificate the proxy shows. */
    public enum Mode {
      /** None: it is plain text. */
      Disabled,
      /** One that kuma-dp was given. */
      ProvidedTLS,
      /** None either: upstream has given it up, and so its name means nothing but plain text. */
      ActiveMTLSBackend
    }
  }

  /** Where metrics are sent. */
  public record OpenTelemetry(
      @Doc("The collector, as host:port.") @Default("\"\"") @Nullable String endpoint,
      @Doc("The collector, by reference.") @Nullable OpenTelemetryBackendRef backendRef,
      @Doc("Between two times that they are sent; 1 min if absent.")
          @Nullable Duration refreshInterval) {}
}
