package io.kuma.xds.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.xds.cache.XdsType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdminResourcesTest {
  private final ProxyGenerator generator = new ProxyGenerator(List.of());

  @Test
  void theListenerStandsAtTheProxysAddress() {
    assertThat(generator.generate(new Models().model()).of(XdsType.LISTENER))
        .containsKey("kuma:envoy:admin");
  }

  @Test
  void onLoopbackTheAdminEndpointItselfHasThePort() {
    Models models = new Models();
    models.address = "127.0.0.1";
    assertThat(generator.generate(models.model()).of(XdsType.LISTENER))
        .doesNotContainKey("kuma:envoy:admin");
    assertThat(generator.generate(models.model()).of(XdsType.CLUSTER))
        .containsKeys("kuma:envoy:admin", "kuma:readiness");
  }

  @Test
  void aProxyCannotPointItsAdminListenerAtAnotherHost() {
    Models models = new Models();
    models.adminAddress = "203.0.113.7";
    assertThatThrownBy(() -> generator.generate(models.model()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("203.0.113.7");
  }
}
