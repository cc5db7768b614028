package io.kuma.policy.healthcheck;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.healthcheck.HealthCheck.Conf;
import io.kuma.policy.healthcheck.HealthCheck.Header;
import io.kuma.policy.healthcheck.HealthCheck.Http;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.SelectorRules;

/** What the schema of a {@link HealthCheck} cannot say. */
public final class HealthCheckValidator implements Validator<HealthCheck> {
  private static final int MIN_STATUS = 100;
  private static final int END_OF_STATUSES = 600;

  @Override
  public void validate(Resource<HealthCheck> resource, Violations violations) {
    SelectorRules.checkToServices(violations, resource.spec());
    Conf conf = resource.spec().conf();
    if (conf == null) {
      violations.at("conf").add("has to be defined");
    } else {
      checkConf(violations.at("conf"), conf);
    }
  }

  private static void checkConf(Path path, Conf conf) {
    Durations.requireNotZero(path.field("interval"), conf.interval());
    Durations.requireNotZero(path.field("timeout"), conf.timeout());
    checkThreshold(path.field("unhealthyThreshold"), conf.unhealthyThreshold());
    checkThreshold(path.field("healthyThreshold"), conf.healthyThreshold());
    Durations.checkNotZero(path.field("initialJitter"), conf.initialJitter());
    Durations.checkNotZero(path.field("intervalJitter"), conf.intervalJitter());
    Durations.checkNotZero(path.field("noTrafficInterval"), conf.noTrafficInterval());
    Double panic = conf.healthyPanicThreshold();
    if (panic != null && !(panic >= 0 && panic <= 100)) {
      path.field("healthyPanicThreshold").add("must be in range [0.0 - 100.0]");
    }
    if (conf.http() != null) {
      checkHttp(path.field("http"), conf.http());
    }
    if (conf.http() != null && conf.tcp() != null) {
      path.add("http and tcp cannot be defined at the same time");
    }
  }

  private static void checkThreshold(Path path, int threshold) {
    if (threshold == 0) {
      path.add("must have a positive value");
    }
  }

  private static void checkHttp(Path path, Http http) {
    if (http.path().isEmpty()) {
      path.field("path").add("has to be defined and cannot be empty");
    }
    for (int i = 0; i < http.expectedStatuses().size(); i++) {
      int status = http.expectedStatuses().get(i);
      if (status < MIN_STATUS || status >= END_OF_STATUSES) {
        path.field("expectedStatuses").index(i).add("must be in range [100, 600)");
      }
    }
    for (int i = 0; i < http.requestHeadersToAdd().size(); i++) {
      Path place = path.field("requestHeadersToAdd").index(i).field("header");
      Header header = http.requestHeadersToAdd().get(i).header();
      if (header == null) {
        place.add("has to be defined");
      } else if (header.key().isEmpty()) {
        place.field("key").add("cannot be empty");
      }
    }
  }
}
