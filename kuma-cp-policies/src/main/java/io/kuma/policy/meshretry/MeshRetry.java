package io.kuma.policy.meshretry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.Sync;
import io.kuma.model.TargetRef;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import io.kuma.resource.meshhttproute.HeaderModifier;
import io.kuma.resource.meshhttproute.HttpMatch.HeaderMatch;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Retries, as on the wire (contract section 3.4). */
@Doc("How often a proxy tries again when a call fails, and when.")
@Kind(
    shortName = "mr",
    sync = {Sync.GLOBAL_TO_ZONE, Sync.ZONE_TO_GLOBAL, Sync.ACROSS_ZONES},
    inspectable = true,
    columns = {
      @Column(name = "TargetRef Kind", path = "spec.targetRef.kind"),
      @Column(name = "TargetRef Name", path = "spec.targetRef.name")
    })
public record MeshRetry(
    @Doc("The proxies it applies to.") @Nullable TargetRef targetRef,
    @Doc("The retries, by destination.") @Nullable List<To> to)
    implements Policy {

  public MeshRetry {
    to = to == null ? null : List.copyOf(to);
  }

  /** The retries of one destination. */
  public record To(
      @Doc("The destination.") TargetRef targetRef,
      @Doc("Its retries.") @JsonProperty("default") @Nullable Conf conf)
      implements Policy.To<Conf> {}

  /** Retries, by protocol. */
  public record Conf(
      @Doc("Retries of connections, for TCP.") @Nullable Tcp tcp,
      @Doc("Retries of requests, for HTTP.") @Nullable Http http,
      @Doc("Retries of requests, for gRPC.") @Nullable Grpc grpc) {}

  /** Retries of connections. */
  public record Tcp(
      @Doc("How often a connection is tried, the first time included.")
          @Nullable Integer maxConnectAttempt) {}

  /** Retries of requests. */
  public record Http(
      @Doc("How often a request is tried again; 1 if absent.") @Nullable Integer numRetries,
      @Doc("How long each try may take; as long as the whole request if absent.")
          @Nullable Duration perTryTimeout,
      @Doc("How long it waits before the next try.") @Nullable BackOff backOff,
      @Doc("How long it waits where the answer says when to come again.")
          @Nullable RateLimitedBackOff rateLimitedBackOff,
      @Doc(
              "When a request is tried again: 5xx, GatewayError, Reset, Retriable4xx, ConnectFailure,"
                  + " EnvoyRatelimited, RefusedStream, Http3PostConnectFailure, the number of a"
                  + " status; or only requests with one method: HttpMethodGet and the like.")
          @Nullable List<String> retryOn,
      @Doc("Answers with one of these headers are reasons to try again.")
          @Nullable List<HeaderMatch> retriableResponseHeaders,
      @Doc("Only requests with one of these headers are tried again.")
          @Nullable List<HeaderMatch> retriableRequestHeaders,
      @Doc("Which instances the next try does not go to.")
          @Nullable List<HostPredicate> hostSelection,
      @Doc("How often another instance is looked for, until the last one found is taken anyway.")
          @Nullable Long hostSelectionMaxAttempts) {
    public Http {
      retryOn = retryOn == null ? null : List.copyOf(retryOn);
      retriableResponseHeaders =
          retriableResponseHeaders == null ? null : List.copyOf(retriableResponseHeaders);
      retriableRequestHeaders =
          retriableRequestHeaders == null ? null : List.copyOf(retriableRequestHeaders);
      hostSelection = hostSelection == null ? null : List.copyOf(hostSelection);
    }
  }

  /** Retries of requests of gRPC. */
  public record Grpc(
      @Doc("How often a request is tried again; 1 if absent.") @Nullable Integer numRetries,
      @Doc("How long each try may take; as long as the whole request if absent.")
          @Nullable Duration perTryTimeout,
      @Doc("How long it waits before the next try.") @Nullable BackOff backOff,
      @Doc("How long it waits where the answer says when to come again.")
          @Nullable RateLimitedBackOff rateLimitedBackOff,
      @Doc("The statuses with which a request is tried again.")
          @Nullable List<GrpcStatus> retryOn) {
    public Grpc {
      retryOn = retryOn == null ? null : List.copyOf(retryOn);
    }
  }

  /** How long it waits before the next try: a random time that grows from try to try. */
  public record BackOff(
      @Doc("The most it waits the first time; 25 ms if absent.") @Nullable Duration baseInterval,
      @Doc("The most it ever waits; ten times baseInterval if absent.")
          @Nullable Duration maxInterval) {}

  /** How long it waits where the answer says when to come again. */
  public record RateLimitedBackOff(
      @Doc("Headers of the answer that say it; the first that is there counts.")
          @Nullable List<ResetHeader> resetHeaders,
      @Doc("The most it waits, whatever they say; 5 min if absent.")
          @Nullable Duration maxInterval) {
    public RateLimitedBackOff {
      resetHeaders = resetHeaders == null ? null : List.copyOf(resetHeaders);
    }
  }

  /** A header that says when to come again. */
  public record ResetHeader(
      @Doc("The name of the header, in lower case.")
          @Limits(minLength = 1, maxLength = 256, pattern = HeaderModifier.NAME)
          String name,
      @Doc("How it says it.") ResetHeader.Format format) {
    /** How it says it. */
    public enum Format {
      Seconds,
      UnixTimestamp
    }
  }

  /**
   * Instances that the next try does not go to. As on the wire, {@code predicate} says the rest.
   */
  public record HostPredicate(
      @Doc("Which instances they are.") HostPredicate.Type predicate,
      @Doc("For OmitHostsWithTags: their tags.") @Nullable Map<String, String> tags,
      @Doc("For OmitPreviousPriorities: after how many tries the priorities are looked at again.")
          @Default("2")
          @Nullable Integer updateFrequency) {

    public HostPredicate {
      tags = tags == null ? null : Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** After how many tries; 2 if it was not said. */
    public int effectiveUpdateFrequency() {
      return updateFrequency == null ? 2 : updateFrequency;
    }

    /** Which instances they are. */
    public enum Type {
      /** Those that were tried. */
      OmitPreviousHosts,
      /** Those with certain tags. */
      OmitHostsWithTags,
      /** Those of a priority that was tried. */
      OmitPreviousPriorities
    }
  }

  /** A status of gRPC. */
  public enum GrpcStatus {
    Canceled,
    DeadlineExceeded,
    Internal,
    ResourceExhausted,
    Unavailable
  }
}
