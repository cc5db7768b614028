package io.kuma.policy.meshretry;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RateLimitedRetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.ResetHeaderFormat;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryHostPredicate;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryPriority;
import io.envoyproxy.envoy.extensions.retry.host.omit_host_metadata.v3.OmitHostMetadataConfig;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.RequestMatches;
import io.kuma.policy.meshretry.MeshRetry.BackOff;
import io.kuma.policy.meshretry.MeshRetry.Grpc;
import io.kuma.policy.meshretry.MeshRetry.GrpcStatus;
import io.kuma.policy.meshretry.MeshRetry.HostPredicate;
import io.kuma.policy.meshretry.MeshRetry.Http;
import io.kuma.policy.meshretry.MeshRetry.RateLimitedBackOff;
import io.kuma.policy.meshretry.MeshRetry.ResetHeader;
import io.kuma.resource.meshhttproute.HttpMatch.HeaderMatch;
import io.kuma.xds.envoy.FilterMetadata;
import io.kuma.xds.envoy.HeaderMatchers;
import io.kuma.xds.envoy.Packed;
import io.kuma.xds.envoy.ProtoValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Retries in Envoy's terms. */
final class RetryPolicies {
  /** When a request is tried again if nothing is said about it. */
  private static final List<String> HTTP =
      List.of("gateway-error", "connect-failure", "refused-stream");

  private static final List<String> GRPC =
      List.of(
          "cancelled",
          "connect-failure",
          "gateway-error",
          "refused-stream",
          "reset",
          "resource-exhausted",
          "unavailable");

  private static final String STATUS_CODES = "retriable-status-codes";

  private RetryPolicies() {}

  /** Empty if there are to be no retries. */
  static Optional<RetryPolicy> of(Http http) {
    if (isZero(http.numRetries())) {
      return Optional.empty();
    }
    RetryPolicy.Builder policy = RetryPolicy.newBuilder();
    common(
        policy, http.numRetries(), http.perTryTimeout(), http.backOff(), http.rateLimitedBackOff());
    RetryOn retryOn = RetryOn.of(http.retryOn() == null ? List.of() : http.retryOn());
    List<String> conditions =
        new ArrayList<>(retryOn.conditions().isEmpty() ? HTTP : retryOn.conditions());
    if (!retryOn.statuses().isEmpty()) {
      conditions.add(STATUS_CODES);
    }
    policy.setRetryOn(String.join(",", conditions)).addAllRetriableStatusCodes(retryOn.statuses());
    retryOn.methods().forEach(method -> policy.addRetriableRequestHeaders(method(method)));
    matchers(http.retriableRequestHeaders()).forEach(policy::addRetriableRequestHeaders);
    matchers(http.retriableResponseHeaders()).forEach(policy::addRetriableHeaders);
    if (http.hostSelection() != null) {
      http.hostSelection().forEach(predicate -> select(policy, predicate));
    }
    if (http.hostSelectionMaxAttempts() != null) {
      policy.setHostSelectionRetryMaxAttempts(http.hostSelectionMaxAttempts());
    }
    return Optional.of(policy.build());
  }

  /** Empty if there are to be no retries. */
  static Optional<RetryPolicy> of(Grpc grpc) {
    if (isZero(grpc.numRetries())) {
      return Optional.empty();
    }
    RetryPolicy.Builder policy = RetryPolicy.newBuilder();
    common(
        policy, grpc.numRetries(), grpc.perTryTimeout(), grpc.backOff(), grpc.rateLimitedBackOff());
    List<GrpcStatus> statuses = grpc.retryOn() == null ? List.of() : grpc.retryOn();
    policy.setRetryOn(
        statuses.isEmpty()
            ? String.join(",", GRPC)
            : statuses.stream().map(RetryPolicies::envoyName).collect(Collectors.joining(",")));
    return Optional.of(policy.build());
  }

  private static boolean isZero(@Nullable Integer number) {
    return number != null && number == 0;
  }

  private static void common(
      RetryPolicy.Builder policy,
      @Nullable Integer numRetries,
      @Nullable Duration perTryTimeout,
      @Nullable BackOff backOff,
      @Nullable RateLimitedBackOff rateLimited) {
    if (numRetries != null) {
      policy.setNumRetries(ProtoValues.uint32(numRetries));
    }
    if (perTryTimeout != null) {
      policy.setPerTryTimeout(ProtoValues.duration(perTryTimeout));
    }
    if (backOff != null) {
      policy.setRetryBackOff(backOff(backOff));
    }
    if (rateLimited != null) {
      policy.setRateLimitedRetryBackOff(rateLimited(rateLimited));
    }
  }

  /**
   * Envoy refuses one without a base interval, so the one that the documentation names stands in.
   */
  private static RetryBackOff backOff(BackOff backOff) {
    Duration base = backOff.baseInterval() == null ? Duration.ofMillis(25) : backOff.baseInterval();
    RetryBackOff.Builder envoy =
        RetryBackOff.newBuilder().setBaseInterval(ProtoValues.duration(base));
    if (backOff.maxInterval() != null) {
      envoy.setMaxInterval(ProtoValues.duration(backOff.maxInterval()));
    }
    return envoy.build();
  }

  private static RateLimitedRetryBackOff rateLimited(RateLimitedBackOff backOff) {
    RateLimitedRetryBackOff.Builder envoy = RateLimitedRetryBackOff.newBuilder();
    for (ResetHeader header :
        backOff.resetHeaders() == null ? List.<ResetHeader>of() : backOff.resetHeaders()) {
      envoy.addResetHeaders(
          RetryPolicy.ResetHeader.newBuilder()
              .setName(header.name())
              .setFormat(
                  switch (header.format()) {
                    case Seconds -> ResetHeaderFormat.SECONDS;
                    case UnixTimestamp -> ResetHeaderFormat.UNIX_TIMESTAMP;
                  }));
    }
    if (backOff.maxInterval() != null) {
      envoy.setMaxInterval(ProtoValues.duration(backOff.maxInterval()));
    }
    return envoy.build();
  }

  private static HeaderMatcher method(String method) {
    return HeaderMatcher.newBuilder()
        .setName(":method")
        .setStringMatch(StringMatcher.newBuilder().setExact(method))
        .build();
  }

  private static List<HeaderMatcher> matchers(@Nullable List<HeaderMatch> headers) {
    return headers == null
        ? List.of()
        : headers.stream().map(RequestMatches::of).map(HeaderMatchers::of).toList();
  }

  private static void select(RetryPolicy.Builder policy, HostPredicate predicate) {
    switch (predicate.predicate()) {
      case OmitPreviousHosts ->
          policy.addRetryHostPredicate(
              omit("previous_hosts", PreviousHostsPredicate.getDefaultInstance()));
      case OmitHostsWithTags -> {
        Map<String, String> tags = predicate.tags() == null ? Map.of() : predicate.tags();
        Metadata metadata =
            Metadata.newBuilder()
                .putFilterMetadata(FilterMetadata.LOAD_BALANCING, FilterMetadata.struct(tags))
                .build();
        policy.addRetryHostPredicate(
            omit(
                "omit_host_metadata",
                OmitHostMetadataConfig.newBuilder().setMetadataMatch(metadata).build()));
      }
      case OmitPreviousPriorities ->
          policy.setRetryPriority(
              RetryPriority.newBuilder()
                  .setName("envoy.retry_priorities.previous_priorities")
                  .setTypedConfig(
                      Packed.any(
                          PreviousPrioritiesConfig.newBuilder()
                              .setUpdateFrequency(predicate.effectiveUpdateFrequency())
                              .build())));
    }
  }

  private static RetryHostPredicate omit(String name, Message config) {
    return RetryHostPredicate.newBuilder()
        .setName("envoy.retry_host_predicates." + name)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  /**
   * Envoy spells "cancelled" with two l's. Upstream says "canceled", which Envoy passes over (see
   * docs/deviations.md).
   */
  private static String envoyName(GrpcStatus status) {
    return switch (status) {
      case Canceled -> "cancelled";
      case DeadlineExceeded -> "deadline-exceeded";
      case Internal -> "internal";
      case ResourceExhausted -> "resource-exhausted";
      case Unavailable -> "unavailable";
    };
  }
}
