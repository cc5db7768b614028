package io.kuma.policy.timeout;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Selector;
import io.kuma.model.Violations;
import io.kuma.policy.timeout.Timeout.Conf;
import io.kuma.policy.timeout.Timeout.Http;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeoutValidatorTest {
  private static final List<Selector> ALL = List.of(new Selector(Map.of("kuma.io/service", "*")));

  private static Violations violations(Http http) {
    Timeout timeout = new Timeout(ALL, ALL, new Conf(null, null, http, null));
    Violations violations = new Violations();
    Meta meta = Meta.of(new ResourceKey("Timeout", "default", "one"));
    new TimeoutValidator().validate(new Resource<>(meta, timeout, null), violations);
    return violations;
  }

  /** Upstream looks at two of the four fields to find out whether there is one. */
  @Test
  void anyOfTheTimeoutsOfRequestsSuffices() {
    Duration second = Duration.ofSeconds(1);
    assertThat(violations(new Http(null, null, second, null)).isEmpty()).isTrue();
    assertThat(violations(new Http(null, null, null, second)).isEmpty()).isTrue();
    assertThat(violations(new Http(null, null, null, null)).isEmpty()).isFalse();
  }
}
