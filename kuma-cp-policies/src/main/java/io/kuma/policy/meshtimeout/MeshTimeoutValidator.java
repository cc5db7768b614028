package io.kuma.policy.meshtimeout;

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
import io.kuma.policy.meshtimeout.MeshTimeout.Conf;
import io.kuma.policy.meshtimeout.MeshTimeout.From;
import io.kuma.policy.meshtimeout.MeshTimeout.Http;
import io.kuma.policy.meshtimeout.MeshTimeout.Rule;
import io.kuma.policy.meshtimeout.MeshTimeout.To;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.Matches;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshTimeout} cannot say. */
public final class MeshTimeoutValidator implements Validator<MeshTimeout> {
  private static final TargetRefRules SYSTEM_TOP =
      TargetRefRules.PROXIES_AND_LISTENERS.and(MeshHTTPRoute);
  private static final TargetRefRules FROM = TargetRefRules.of(Mesh);
  private static final TargetRefRules TO =
      TargetRefRules.of(
          Mesh, MeshService, MeshExternalService, MeshMultiZoneService, MeshHTTPRoute);
  private static final TargetRefRules ROUTE_TO = TargetRefRules.of(Mesh, MeshExternalService);

  private static final String NOT_OF_ROUTE =
      "can't be specified when top-level TargetRef is referencing MeshHTTPRoute";

  @Override
  public void validate(Resource<MeshTimeout> resource, Violations violations) {
    MeshTimeout policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, SYSTEM_TOP);
    PolicyRules.checkPlaces(spec, policy);
    TargetRefKind topKind = PolicyRules.topKind(policy);
    checkFrom(spec.field("from"), policy.from(), topKind);
    checkTo(spec.field("to"), policy.to(), topKind);
    checkRules(spec.field("rules"), policy.rules(), topKind);
  }

  @Override
  public List<String> deprecations(Resource<MeshTimeout> resource) {
    return PolicyRules.deprecations(
        resource.spec(), "'from' field is deprecated, use 'rules' instead");
  }

  private static void checkFrom(Path path, @Nullable List<From> from, TargetRefKind topKind) {
    List<From> items = from == null ? List.of() : from;
    if (topKind == MeshHTTPRoute || topKind == MeshGateway) {
      if (!items.isEmpty()) {
        path.add("must not be defined");
      }
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      FROM.check(path.index(i).field("targetRef"), items.get(i).targetRef());
      checkConf(path.index(i).field("default"), items.get(i).conf(), topKind);
    }
  }

  private static void checkTo(Path path, @Nullable List<To> to, TargetRefKind topKind) {
    boolean narrow = topKind == MeshHTTPRoute || topKind == MeshGateway;
    List<To> items = to == null ? List.of() : to;
    for (int i = 0; i < items.size(); i++) {
      (narrow ? ROUTE_TO : TO).check(path.index(i).field("targetRef"), items.get(i).targetRef());
      checkConf(path.index(i).field("default"), items.get(i).conf(), topKind);
    }
  }

  private static void checkRules(Path path, @Nullable List<Rule> rules, TargetRefKind topKind) {
    List<Rule> items = rules == null ? List.of() : rules;
    for (int i = 0; i < items.size(); i++) {
      Path place = path.index(i);
      Rule rule = items.get(i);
      Matches.checkNarrow(place.field("matches"), rule.matches());
      if (rule.conf() != null && Matches.byClient(rule.matches())) {
        checkByClient(place.field("default"), rule.conf());
      }
      checkConf(place.field("default"), rule.conf(), topKind);
    }
  }

  private static void checkByClient(Path path, Conf conf) {
    forbid(path.field("connectionTimeout"), conf.connectionTimeout(), Matches.NOT_BY_CLIENT);
    forbid(path.field("idleTimeout"), conf.idleTimeout(), Matches.NOT_BY_CLIENT);
    Http http = conf.http();
    if (http != null) {
      Path place = path.field("http");
      forbid(
          place.field("requestHeadersTimeout"),
          http.requestHeadersTimeout(),
          Matches.NOT_BY_CLIENT);
      forbid(place.field("maxStreamDuration"), http.maxStreamDuration(), Matches.NOT_BY_CLIENT);
      forbid(
          place.field("maxConnectionDuration"),
          http.maxConnectionDuration(),
          Matches.NOT_BY_CLIENT);
    }
  }

  private static void checkConf(Path path, @Nullable Conf conf, TargetRefKind topKind) {
    if (conf == null
        || (conf.connectionTimeout() == null
            && conf.idleTimeout() == null
            && conf.http() == null)) {
      path.add("at least one timeout should be configured");
      return;
    }
    if (topKind == MeshHTTPRoute) {
      checkOfRoute(path, conf);
    }
    Durations.checkPositive(path.field("connectionTimeout"), conf.connectionTimeout());
    Durations.checkNotNegative(path.field("idleTimeout"), conf.idleTimeout());
    if (conf.http() != null) {
      checkHttp(path.field("http"), conf.http());
    }
  }

  private static void checkOfRoute(Path path, Conf conf) {
    forbid(path.field("connectionTimeout"), conf.connectionTimeout(), NOT_OF_ROUTE);
    forbid(path.field("idleTimeout"), conf.idleTimeout(), NOT_OF_ROUTE);
    Http http = conf.http();
    if (http != null) {
      Path place = path.field("http");
      forbid(place.field("maxStreamDuration"), http.maxStreamDuration(), NOT_OF_ROUTE);
      forbid(place.field("maxConnectionDuration"), http.maxConnectionDuration(), NOT_OF_ROUTE);
    }
  }

  private static void checkHttp(Path path, Http http) {
    // Alone, requestHeadersTimeout does not count: so says the contract.
    if (http.requestTimeout() == null
        && http.streamIdleTimeout() == null
        && http.maxStreamDuration() == null
        && http.maxConnectionDuration() == null) {
      path.add("at least one timeout in this section should be configured");
    }
    Durations.checkNotNegative(path.field("requestTimeout"), http.requestTimeout());
    Durations.checkNotNegative(path.field("streamIdleTimeout"), http.streamIdleTimeout());
    Durations.checkNotNegative(path.field("maxStreamDuration"), http.maxStreamDuration());
    Durations.checkNotNegative(path.field("maxConnectionDuration"), http.maxConnectionDuration());
    Durations.checkNotNegative(path.field("requestHeadersTimeout"), http.requestHeadersTimeout());
  }

  private static void forbid(Path path, @Nullable Duration duration, String message) {
    if (duration != null) {
      path.add(message);
    }
  }
}
