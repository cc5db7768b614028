package io.kuma.resource.meshopentelemetrybackend;

import io.kuma.model.Conditions;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Default;
import org.jspecify.annotations.Nullable;

/** A collector of telemetry (contract section 3.3). */
@Doc("An OpenTelemetry collector that policies can send to.")
@Kind(
    shortName = "motb",
    displayName = "Mesh OpenTelemetry Backend",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL},
    systemNamespaceOnly = true,
    status = Conditions.class)
public record MeshOpenTelemetryBackend(
    @Doc("Where the collector is.") @Nullable Endpoint endpoint,
    @Doc("How it is spoken to; gRPC if absent.") @Nullable Protocol protocol,
    @Doc("What the environment of a proxy may change.") @Nullable Env env)
    implements Spec {

  /** How the collector is spoken to; gRPC if it was not said. */
  public Protocol effectiveProtocol() {
    return protocol == null ? Protocol.grpc : protocol;
  }

  /** Where the collector is. */
  public record Endpoint(
      @Doc("An IP address or a host name; what the proxy's environment says if absent.")
          @Nullable String address,
      @Doc("The port; the one that is usual for the protocol if absent.") @Nullable Integer port,
      @Doc("What comes before the paths of the protocol; for HTTP only.") @Nullable String path) {}

  /** How the collector is spoken to; constants are spelled as on the wire. */
  public enum Protocol {
    grpc,
    http
  }

  /** What variables in the environment of a proxy ({@code OTEL_EXPORTER_OTLP_…}) may change. */
  public record Env(
      @Doc("Whether they count.") @Default("\"Optional\"") @Nullable Mode mode,
      @Doc("What counts for more where both say something.") @Default("\"EnvFirst\"")
          @Nullable Precedence precedence,
      @Doc("Whether traces, logs and metrics may differ.")
          @Nullable Boolean allowSignalOverrides) {}

  /** Whether the environment counts; constants are spelled as on the wire. */
  public enum Mode {
    Disabled,
    Optional,
    Required
  }

  /** What counts for more; constants are spelled as on the wire. */
  public enum Precedence {
    ExplicitFirst,
    EnvFirst
  }
}
