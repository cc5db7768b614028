package io.kuma.policy.meshratelimit;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.envoyproxy.envoy.type.v3.TokenBucket;
import io.kuma.policy.meshratelimit.MeshRateLimit.Headers;
import io.kuma.policy.meshratelimit.MeshRateLimit.Http;
import io.kuma.policy.meshratelimit.MeshRateLimit.OnRateLimit;
import io.kuma.policy.meshratelimit.MeshRateLimit.Rate;
import io.kuma.resource.meshhttproute.HeaderModifier;
import io.kuma.xds.envoy.ProtoValues;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Limits of requests in Envoy's terms. */
final class HttpLimits {
  static final String STAT_PREFIX = "rate_limit";

  private HttpLimits() {}

  /** Empty if requests are not limited. */
  static Optional<LocalRateLimit> of(Http http) {
    if (http.requestRate() == null || Boolean.TRUE.equals(http.disabled())) {
      return Optional.empty();
    }
    LocalRateLimit.Builder limit =
        LocalRateLimit.newBuilder()
            .setStatPrefix(STAT_PREFIX)
            .setTokenBucket(bucket(http.requestRate()))
            .setFilterEnabled(always("local_rate_limit_enabled"))
            .setFilterEnforced(always("local_rate_limit_enforced"));
    OnRateLimit answer = http.onRateLimit();
    if (answer != null) {
      status(answer.status()).ifPresent(limit::setStatus);
      if (answer.headers() != null) {
        addHeaders(answer.headers(), limit);
      }
    }
    return Optional.of(limit.build());
  }

  /** So many at once, and as many again in each period. */
  static TokenBucket bucket(Rate rate) {
    return TokenBucket.newBuilder()
        .setMaxTokens(rate.num())
        .setTokensPerFill(ProtoValues.uint32(rate.num()))
        .setFillInterval(ProtoValues.duration(rate.interval()))
        .build();
  }

  /** Envoy refuses a configuration with a status that it does not know; 429 is better than that. */
  private static Optional<HttpStatus> status(@Nullable Integer status) {
    StatusCode code = status == null ? null : StatusCode.forNumber(status);
    return code == null || code == StatusCode.Empty
        ? Optional.empty()
        : Optional.of(HttpStatus.newBuilder().setCode(code).build());
  }

  /** Several values that are set, separated by commas, are one header each. */
  private static void addHeaders(Headers headers, LocalRateLimit.Builder limit) {
    for (HeaderModifier.HeaderValue header : orNone(headers.add())) {
      limit.addResponseHeadersToAdd(
          header(header.name(), header.value(), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD));
    }
    for (HeaderModifier.HeaderValue header : orNone(headers.set())) {
      for (String value : header.value().split(",", -1)) {
        limit.addResponseHeadersToAdd(
            header(header.name(), value, HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD));
      }
    }
  }

  private static HeaderValueOption header(String name, String value, HeaderAppendAction action) {
    return HeaderValueOption.newBuilder()
        .setAppendAction(action)
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .build();
  }

  private static RuntimeFractionalPercent always(String runtimeKey) {
    return RuntimeFractionalPercent.newBuilder()
        .setRuntimeKey(runtimeKey)
        .setDefaultValue(FractionalPercent.newBuilder().setNumerator(100))
        .build();
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
