package io.kuma.policy.meshhealthcheck;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshExternalService;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Conf;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.Http;
import io.kuma.policy.meshhealthcheck.MeshHealthCheck.To;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.FilePaths;
import io.kuma.resource.validate.Numbers;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshHealthCheck} cannot say. */
public final class MeshHealthCheckValidator implements Validator<MeshHealthCheck> {
  private static final TargetRefRules TO =
      TargetRefRules.of(Mesh, MeshService, MeshMultiZoneService, MeshExternalService);

  @Override
  public void validate(Resource<MeshHealthCheck> resource, Violations violations) {
    MeshHealthCheck policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    List<To> to = PolicyRules.orEmpty(policy.to());
    for (int i = 0; i < to.size(); i++) {
      Path place = spec.field("to").index(i);
      TO.check(place.field("targetRef"), to.get(i).targetRef());
      checkConf(place.field("default"), to.get(i).conf());
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshHealthCheck> resource) {
    MeshHealthCheck policy = resource.spec();
    List<String> warnings = new ArrayList<>(PolicyRules.deprecations(policy));
    for (To to : PolicyRules.orEmpty(policy.to())) {
      if (to.conf() != null && to.conf().healthyPanicThreshold() != null) {
        warnings.add(
            "healthyPanicThreshold for 'to[].default' is deprecated. The setting has been moved to"
                + " MeshCircuitBreaker policy, please use MeshCircuitBreaker policy instead.");
      }
    }
    return List.copyOf(warnings);
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    if (conf != null) {
      checkTimes(path, conf);
      if (conf.eventLogPath() != null && !FilePaths.isAbsolute(conf.eventLogPath())) {
        path.field("eventLogPath").add("must be a valid path when defined");
      }
      if (conf.http() != null) {
        checkHttp(path.field("http"), conf.http());
      }
    }
    if (conf == null || (conf.http() == null && conf.tcp() == null && conf.grpc() == null)) {
      path.add("must have at least one defined: http, tcp, grpc");
    }
  }

  private static void checkTimes(Path path, Conf conf) {
    Durations.checkPositive(path.field("interval"), conf.interval());
    Durations.checkPositive(path.field("timeout"), conf.timeout());
    Numbers.checkPositiveWhenDefined(path.field("unhealthyThreshold"), conf.unhealthyThreshold());
    Numbers.checkPositiveWhenDefined(path.field("healthyThreshold"), conf.healthyThreshold());
    Durations.checkPositive(path.field("initialJitter"), conf.initialJitter());
    Durations.checkPositive(path.field("intervalJitter"), conf.intervalJitter());
    Percentages.checkWhole(path.field("intervalJitterPercent"), conf.intervalJitterPercent());
    Percentages.check(path.field("healthyPanicThreshold"), conf.healthyPanicThreshold());
    Durations.checkPositive(path.field("noTrafficInterval"), conf.noTrafficInterval());
  }

  private static void checkHttp(Path path, Http http) {
    if (http.path() != null && http.path().isEmpty()) {
      path.field("path").add("must be defined");
    }
    List<Integer> statuses = PolicyRules.orEmpty(http.expectedStatuses());
    for (int i = 0; i < statuses.size(); i++) {
      Numbers.checkRange(path.field("expectedStatuses").index(i), statuses.get(i), 100, 599);
    }
  }
}
