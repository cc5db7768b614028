package io.kuma.policy.ratelimit;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.ratelimit.RateLimit.HeaderValue;
import io.kuma.policy.ratelimit.RateLimit.Http;
import io.kuma.resource.validate.SelectorRules;
import java.util.List;

/** What the schema of a {@link RateLimit} cannot say. */
public final class RateLimitValidator implements Validator<RateLimit> {

  @Override
  public void validate(Resource<RateLimit> resource, Violations violations) {
    RateLimit policy = resource.spec();
    SelectorRules.checkToInbounds(violations, policy);
    Path path = violations.at("conf");
    if (policy.conf() == null) {
      path.add("must have conf");
    } else if (policy.conf().http() != null) {
      checkHttp(path.field("http"), policy.conf().http());
    }
  }

  private static void checkHttp(Path path, Http http) {
    if (http.requests() == 0) {
      path.field("requests").add("requests must be set");
    }
    if (http.interval() == null) {
      path.field("interval").add("interval must be set");
    }
    if (http.onRateLimit() != null) {
      checkHeaders(path.field("onRateLimit"), http.onRateLimit().headers());
    }
  }

  private static void checkHeaders(Path path, List<HeaderValue> headers) {
    for (int i = 0; i < headers.size(); i++) {
      // Not headers[0]: the field is the contract's.
      Path place = path.field("header").key(Integer.toString(i));
      if (headers.get(i).key().isEmpty()) {
        place.add("key must be set");
      }
      if (headers.get(i).value().isEmpty()) {
        place.add("value must be set");
      }
    }
  }
}
