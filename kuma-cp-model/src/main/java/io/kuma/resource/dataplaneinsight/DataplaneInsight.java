package io.kuma.resource.dataplaneinsight;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of a Dataplane, under the same mesh and name (contract sections 3.1, 4.7). */
@Doc("What a control plane observed of a data plane proxy.")
@Kind(
    path = "dataplane-insights",
    shape = Shape.FLAT,
    sync = Sync.ZONE_TO_GLOBAL,
    readOnly = true,
    inStatus = true)
public record DataplaneInsight(
    @Doc("The proxy's connections, oldest first.") List<DiscoverySubscription> subscriptions,
    @Doc("The certificate it holds.") @JsonProperty("mTLS") @Nullable Mtls mtls,
    @Doc("What the proxy said of itself when it connected.") @Nullable JsonNode metadata,
    @Doc("Where its telemetry goes.") @Nullable OpenTelemetry openTelemetry)
    implements Spec, ProxyInsight {

  public DataplaneInsight {
    subscriptions = List.copyOf(subscriptions);
  }

  /** An insight of a proxy that was never seen. */
  public static final DataplaneInsight EMPTY = new DataplaneInsight(List.of(), null, null, null);

  /** The certificate that a proxy was given. */
  public record Mtls(
      @Doc("When the certificate expires.") @Nullable Instant certificateExpirationTime,
      @Doc("When the certificate was made.") @Nullable Instant lastCertificateRegeneration,
      @Doc("How many certificates the proxy was given.") int certificateRegenerations,
      @Doc("The backend that issued the certificate.") String issuedBackend,
      @Doc("The backends whose certificates the proxy trusts.") List<String> supportedBackends) {
    public Mtls {
      supportedBackends = List.copyOf(supportedBackends);
    }
  }

  /** Where telemetry goes, for each backend that a policy named. */
  public record OpenTelemetry(@Doc("The backends.") List<Backend> backends) {
    public OpenTelemetry {
      backends = List.copyOf(backends);
    }
  }

  /** What became of one telemetry backend. */
  public record Backend(
      @Doc("The name of the backend.") String name,
      @Doc("Traces.") @Nullable Signal traces,
      @Doc("Logs.") @Nullable Signal logs,
      @Doc("Metrics.") @Nullable Signal metrics) {}

  /** What became of one kind of telemetry. */
  public record Signal(
      @Doc("Whether it is sent.") boolean enabled,
      @Doc("Whether the proxy's environment may change it.") boolean envAllowed,
      @Doc("Whether the proxy's environment says something of it.") boolean envInputPresent,
      @Doc("The outcome in a word.") String state,
      @Doc("What the environment changed.") List<String> overrideKinds,
      @Doc("What is missing.") List<String> missingFields,
      @Doc("Why it is not sent.") List<String> blockedReasons) {
    public Signal {
      overrideKinds = List.copyOf(overrideKinds);
      missingFields = List.copyOf(missingFields);
      blockedReasons = List.copyOf(blockedReasons);
    }
  }
}
