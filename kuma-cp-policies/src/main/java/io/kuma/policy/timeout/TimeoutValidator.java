package io.kuma.policy.timeout;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.timeout.Timeout.Conf;
import io.kuma.policy.timeout.Timeout.Grpc;
import io.kuma.policy.timeout.Timeout.Http;
import io.kuma.policy.timeout.Timeout.Tcp;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.SelectorRules;

/** What the schema of a {@link Timeout} cannot say. */
public final class TimeoutValidator implements Validator<Timeout> {
  private static final String EMPTY = "at least one timeout in section has to be defined";
  private static final Http NO_HTTP = new Http(null, null, null, null);
  private static final Grpc NO_GRPC = new Grpc(null, null);

  @Override
  public void validate(Resource<Timeout> resource, Violations violations) {
    SelectorRules.checkToServices(violations, resource.spec());
    Path path = violations.at("conf");
    Conf conf = resource.spec().conf();
    if (conf == null) {
      path.add("has to be defined");
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
    if (tcp.idleTimeout() == null) {
      path.add(EMPTY);
    } else if (tcp.idleTimeout().isZero()) {
      path.field("idleTimeout").add("has to be greater than 0");
    }
  }

  private static void checkHttp(Path path, Http http) {
    if (http.equals(NO_HTTP)) {
      path.add(EMPTY);
    }
    Durations.checkGreaterThanZero(path.field("requestTimeout"), http.requestTimeout());
    Durations.checkGreaterThanZero(path.field("idleTimeout"), http.idleTimeout());
  }

  private static void checkGrpc(Path path, Grpc grpc) {
    if (grpc.equals(NO_GRPC)) {
      path.add(EMPTY);
    }
    Durations.checkGreaterThanZero(path.field("streamIdleTimeout"), grpc.streamIdleTimeout());
    Durations.checkGreaterThanZero(path.field("maxStreamDuration"), grpc.maxStreamDuration());
  }
}
