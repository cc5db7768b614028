package io.kuma.policy.meshratelimit;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshHTTPRoute;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshratelimit.MeshRateLimit.Conf;
import io.kuma.policy.meshratelimit.MeshRateLimit.From;
import io.kuma.policy.meshratelimit.MeshRateLimit.Http;
import io.kuma.policy.meshratelimit.MeshRateLimit.Local;
import io.kuma.policy.meshratelimit.MeshRateLimit.Rate;
import io.kuma.policy.meshratelimit.MeshRateLimit.Rule;
import io.kuma.policy.meshratelimit.MeshRateLimit.Tcp;
import io.kuma.policy.meshratelimit.MeshRateLimit.To;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.Matches;
import io.kuma.resource.validate.Numbers;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshRateLimit} cannot say. */
public final class MeshRateLimitValidator implements Validator<MeshRateLimit> {
  private static final TargetRefRules SYSTEM_TOP =
      TargetRefRules.PROXIES_AND_LISTENERS.and(MeshHTTPRoute);
  private static final TargetRefRules ALL = TargetRefRules.of(Mesh);
  // What Envoy's token bucket can be filled in.
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

  @Override
  public void validate(Resource<MeshRateLimit> resource, Violations violations) {
    MeshRateLimit policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkRulesAlone(spec, policy);
    PolicyRules.checkTop(spec, resource, SYSTEM_TOP);
    checkRules(spec.field("rules"), policy);
    checkFrom(spec.field("from"), policy);
    checkTo(spec.field("to"), policy);
  }

  @Override
  public List<String> deprecations(Resource<MeshRateLimit> resource) {
    return PolicyRules.deprecations(
        resource.spec(), "'from' field is deprecated, use 'rules' instead");
  }

  private static void checkRules(Path path, MeshRateLimit policy) {
    List<Rule> items = PolicyRules.orEmpty(policy.rules());
    if (!items.isEmpty() && PolicyRules.includesGateways(policy)) {
      path.add("must not be defined");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      Path place = path.index(i);
      Rule rule = items.get(i);
      Matches.checkNarrow(place.field("matches"), rule.matches());
      Local local = rule.conf() == null ? null : rule.conf().local();
      if (local != null && local.tcp() != null && Matches.byClient(rule.matches())) {
        place.field("default").field("local").field("tcp").add(Matches.NOT_BY_CLIENT);
      }
      checkConf(place.field("default"), rule.conf());
    }
  }

  private static void checkFrom(Path path, MeshRateLimit policy) {
    List<From> items = PolicyRules.orEmpty(policy.from());
    if (!items.isEmpty() && PolicyRules.includesGateways(policy)) {
      path.add(PolicyRules.NOT_FOR_GATEWAYS);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      ALL.check(path.index(i).field("targetRef"), items.get(i).targetRef());
      checkConf(path.index(i).field("default"), items.get(i).conf());
    }
  }

  private static void checkTo(Path path, MeshRateLimit policy) {
    List<To> items = PolicyRules.orEmpty(policy.to());
    if (!items.isEmpty() && !PolicyRules.includesGateways(policy)) {
      path.add("must not be defined");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      ALL.check(path.index(i).field("targetRef"), items.get(i).targetRef());
      checkConf(path.index(i).field("default"), items.get(i).conf());
    }
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    Path place = path.field("local");
    Local local = conf == null ? null : conf.local();
    if (local == null) {
      place.add("must be defined");
      return;
    }
    if (local.tcp() == null && local.http() == null) {
      place.add("must have at least one defined: tcp, http");
    }
    if (local.http() != null) {
      checkHttp(place.field("http"), local.http());
    }
    if (local.tcp() != null) {
      checkTcp(place.field("tcp"), local.tcp());
    }
  }

  private static void checkHttp(Path path, Http http) {
    if (http.disabled() == null && http.requestRate() == null && http.onRateLimit() == null) {
      path.add("must have at least one defined: disabled, requestRate, onRateLimit");
      return;
    }
    if (http.requestRate() != null) {
      checkRate(path.field("requestRate"), http.requestRate());
    }
    if (http.onRateLimit() != null) {
      Numbers.checkPositive(path.field("onRateLimit").field("status"), http.onRateLimit().status());
    }
  }

  private static void checkTcp(Path path, Tcp tcp) {
    if (tcp.disabled() == null && tcp.connectionRate() == null) {
      path.add("must have at least one defined: disabled, connectionRate");
      return;
    }
    if (tcp.connectionRate() != null) {
      checkRate(path.field("connectionRate"), tcp.connectionRate());
    }
  }

  private static void checkRate(Path path, Rate rate) {
    Numbers.checkPositive(path.field("num"), rate.num());
    Durations.checkLongerThan(path.field("interval"), rate.interval(), SHORTEST_INTERVAL);
  }
}
