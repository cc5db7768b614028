package io.kuma.policy.meshretry;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshExternalService;
import static io.kuma.model.TargetRefKind.MeshGateway;
import static io.kuma.model.TargetRefKind.MeshHTTPRoute;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;

import io.kuma.model.Resource;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshretry.MeshRetry.BackOff;
import io.kuma.policy.meshretry.MeshRetry.Conf;
import io.kuma.policy.meshretry.MeshRetry.Grpc;
import io.kuma.policy.meshretry.MeshRetry.HostPredicate;
import io.kuma.policy.meshretry.MeshRetry.Http;
import io.kuma.policy.meshretry.MeshRetry.RateLimitedBackOff;
import io.kuma.policy.meshretry.MeshRetry.ResetHeader;
import io.kuma.policy.meshretry.MeshRetry.Tcp;
import io.kuma.policy.meshretry.MeshRetry.To;
import io.kuma.resource.validate.Numbers;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshRetry} cannot say. */
public final class MeshRetryValidator implements Validator<MeshRetry> {
  private static final TargetRefRules SYSTEM_TOP =
      TargetRefRules.PROXIES_AND_LISTENERS.and(MeshHTTPRoute);
  private static final TargetRefRules TO =
      TargetRefRules.of(
          Mesh, MeshService, MeshExternalService, MeshMultiZoneService, MeshHTTPRoute);
  private static final TargetRefRules ROUTE_TO = TargetRefRules.of(Mesh, MeshExternalService);

  private static final String EMPTY = "must not be empty";

  @Override
  public void validate(Resource<MeshRetry> resource, Violations violations) {
    MeshRetry policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, SYSTEM_TOP);
    TargetRefKind topKind = PolicyRules.topKind(policy);
    boolean narrow = topKind == MeshGateway || topKind == MeshHTTPRoute;
    List<To> to = PolicyRules.orEmpty(policy.to());
    for (int i = 0; i < to.size(); i++) {
      Path place = spec.field("to").index(i);
      (narrow ? ROUTE_TO : TO).check(place.field("targetRef"), to.get(i).targetRef());
      // There is no such field; upstream says it, and clients know it.
      checkConf(place.field("default").field("conf"), to.get(i).conf());
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshRetry> resource) {
    return PolicyRules.deprecations(resource.spec());
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    if (conf == null || (conf.tcp() == null && conf.http() == null && conf.grpc() == null)) {
      path.add("at least one of the 'tcp', 'http', 'grpc' must be specified");
      return;
    }
    if (conf.tcp() != null) {
      checkTcp(path.field("tcp"), conf.tcp());
    }
    if (conf.http() != null) {
      checkHttp(path.field("http"), conf.http());
    }
    if (conf.grpc() != null) {
      checkGrpc(path.field("grpc"), conf.grpc());
    }
  }

  private static void checkTcp(Path path, Tcp tcp) {
    if (tcp.maxConnectAttempt() == null) {
      path.add(EMPTY);
    }
    Numbers.checkPositive(path.field("maxConnectAttempt"), tcp.maxConnectAttempt());
  }

  private static void checkHttp(Path path, Http http) {
    // Alone, hostSelectionMaxAttempts does not count: there is nothing to select.
    if (noneOf(
        http.numRetries(),
        http.perTryTimeout(),
        http.backOff(),
        http.rateLimitedBackOff(),
        http.retryOn(),
        http.retriableRequestHeaders(),
        http.retriableResponseHeaders(),
        http.hostSelection())) {
      path.add(EMPTY);
    }
    Numbers.checkNotNegative(path.field("numRetries"), http.numRetries());
    checkBackOff(path.field("backOff"), http.backOff());
    checkRateLimited(path.field("rateLimitedBackOff"), http.rateLimitedBackOff());
    List<String> retryOn = PolicyRules.orEmpty(http.retryOn());
    for (int i = 0; i < retryOn.size(); i++) {
      if (!RetryOn.isKnown(retryOn.get(i))) {
        path.field("retryOn").index(i).add("unknown item '" + retryOn.get(i) + "'");
      }
    }
    if (http.hostSelection() != null) {
      checkHosts(path.field("hostSelection"), http.hostSelection());
    }
  }

  private static void checkGrpc(Path path, Grpc grpc) {
    if (noneOf(
        grpc.numRetries(),
        grpc.perTryTimeout(),
        grpc.backOff(),
        grpc.rateLimitedBackOff(),
        grpc.retryOn())) {
      path.add(EMPTY);
    }
    Numbers.checkNotNegative(path.field("numRetries"), grpc.numRetries());
    checkBackOff(path.field("backOff"), grpc.backOff());
    checkRateLimited(path.field("rateLimitedBackOff"), grpc.rateLimitedBackOff());
  }

  private static void checkBackOff(Path path, @Nullable BackOff backOff) {
    if (backOff != null && noneOf(backOff.baseInterval(), backOff.maxInterval())) {
      path.add(EMPTY);
    }
  }

  private static void checkRateLimited(Path path, @Nullable RateLimitedBackOff backOff) {
    if (backOff == null) {
      return;
    }
    if (backOff.maxInterval() != null
        && (backOff.maxInterval().isZero() || backOff.maxInterval().isNegative())) {
      path.field("maxInterval").add("must be defined and greater than zero");
    }
    if (backOff.resetHeaders() == null) {
      path.field("resetHeaders").add("must be defined");
      return;
    }
    List<ResetHeader> headers = backOff.resetHeaders();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().isEmpty()) {
        path.field("resetHeaders").index(i).field("name").add("must be defined");
      }
    }
  }

  private static void checkHosts(Path path, List<HostPredicate> predicates) {
    boolean priorities = false;
    for (int i = 0; i < predicates.size(); i++) {
      HostPredicate predicate = predicates.get(i);
      Path place = path.index(i);
      switch (predicate.predicate()) {
        case OmitPreviousHosts -> {}
        case OmitHostsWithTags -> {
          if (predicate.tags() == null) {
            place.field("tags").add("must be defined");
          }
        }
        case OmitPreviousPriorities -> {
          if (priorities) {
            place.field("predicate").add("OmitPreviousPriorities must only be specified once");
          }
          Integer frequency = predicate.updateFrequency();
          if (frequency != null && frequency <= 0) {
            place.field("updateFrequency").add("must be defined and greater than zero");
          }
          priorities = true;
        }
      }
    }
  }

  private static boolean noneOf(@Nullable Object... parts) {
    return Stream.of(parts).allMatch(Objects::isNull);
  }
}
