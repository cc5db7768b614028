package io.kuma.policy.faultinjection;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.faultinjection.FaultInjection.Abort;
import io.kuma.policy.faultinjection.FaultInjection.Conf;
import io.kuma.policy.faultinjection.FaultInjection.Delay;
import io.kuma.policy.faultinjection.FaultInjection.ResponseBandwidth;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.SelectorRules;
import io.kuma.resource.validate.TagRules;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link FaultInjection} cannot say. */
public final class FaultInjectionValidator implements Validator<FaultInjection> {
  private static final TagRules HTTP_INBOUNDS =
      SelectorRules.ANY.requireProtocol("http", "http2", "grpc");
  private static final String EMPTY = "cannot be empty";

  @Override
  public void validate(Resource<FaultInjection> resource, Violations violations) {
    FaultInjection policy = resource.spec();
    SelectorRules.check(violations.at("sources"), policy.sources(), SelectorRules.ANY);
    SelectorRules.check(violations.at("destinations"), policy.destinations(), HTTP_INBOUNDS);
    checkConf(violations.at("conf"), policy.conf());
  }

  /** An object without fields is no fault. */
  private static void checkConf(Path path, @Nullable Conf conf) {
    Delay delay = conf == null ? null : conf.delay();
    Abort abort = conf == null ? null : conf.abort();
    ResponseBandwidth bandwidth = conf == null ? null : conf.responseBandwidth();
    boolean hasDelay = delay != null && !delay.equals(new Delay(null, null));
    boolean hasAbort = abort != null && !abort.equals(new Abort(null, null));
    boolean hasBandwidth =
        bandwidth != null && !bandwidth.equals(new ResponseBandwidth(null, null));
    if (!hasDelay && !hasAbort && !hasBandwidth) {
      path.add("must have at least one of the faults configured");
    }
    if (delay != null && hasDelay) {
      checkDelay(path.field("delay"), delay);
    }
    if (abort != null && hasAbort) {
      checkAbort(path.field("abort"), abort);
    }
    if (bandwidth != null && hasBandwidth) {
      checkBandwidth(path.field("responseBandwidth"), bandwidth);
    }
  }

  private static void checkDelay(Path path, Delay delay) {
    checkPercentage(path, delay.percentage());
    if (delay.value() == null) {
      path.field("value").add(EMPTY);
    }
  }

  private static void checkAbort(Path path, Abort abort) {
    checkPercentage(path, abort.percentage());
    Integer status = abort.httpStatus();
    if (status == null) {
      path.field("httpStatus").add(EMPTY);
    } else if (status < 200 || status > 599) {
      path.field("httpStatus").add("http status code is incorrect");
    }
  }

  private static void checkBandwidth(Path path, ResponseBandwidth bandwidth) {
    checkPercentage(path, bandwidth.percentage());
    if (bandwidth.limit() == null) {
      path.field("limit").add(EMPTY);
    } else if (bandwidth.bandwidth().isEmpty()) {
      path.field("limit").add("has to be in kbps/mbps/gbps units");
    }
  }

  private static void checkPercentage(Path path, @Nullable Double percentage) {
    if (percentage == null) {
      path.field("percentage").add(EMPTY);
    } else {
      Percentages.check(path.field("percentage"), percentage);
    }
  }
}
