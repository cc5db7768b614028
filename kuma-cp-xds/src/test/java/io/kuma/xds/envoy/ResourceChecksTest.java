package io.kuma.xds.envoy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import org.junit.jupiter.api.Test;

class ResourceChecksTest {
  private final ResourceChecks checks = new ResourceChecks();

  private static Listener listener(String name, String statPrefix) {
    TcpProxy proxy = TcpProxy.newBuilder().setStatPrefix(statPrefix).setCluster("c").build();
    return Listener.newBuilder()
        .setName(name)
        .addFilterChains(
            FilterChain.newBuilder()
                .addFilters(Filter.newBuilder().setName("tcp").setTypedConfig(Any.pack(proxy))))
        .build();
  }

  @Test
  void whatHasPassedPassesAgainInOtherResources() {
    for (String name : new String[] {"a", "a", "b"}) {
      assertThatCode(() -> checks.check(name, listener(name, "s"))).doesNotThrowAnyException();
    }
  }

  @Test
  void whatIsRefusedIsRefusedAgain() {
    for (String name : new String[] {"a", "a", "b"}) {
      assertThatThrownBy(() -> checks.check(name, listener(name, "")))
          .isInstanceOf(InvalidResource.class)
          .hasMessageContainingAll("Listener \"" + name + "\" is not valid: ", "StatPrefix");
    }
  }

  @Test
  void onlyTheSameContentPassesBecauseItHas() {
    checks.check("a", listener("a", "s"));
    assertThatThrownBy(() -> checks.check("a", listener("a", "")))
        .isInstanceOf(InvalidResource.class);
  }
}
