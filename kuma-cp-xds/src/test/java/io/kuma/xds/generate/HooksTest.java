package io.kuma.xds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.core.proxy.Backend;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.MutualTls.Mode;
import io.kuma.core.proxy.Protocol;
import io.kuma.model.Kind;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.ResourceType;
import io.kuma.model.TargetRef;
import io.kuma.model.Validator;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.plugin.BackendXds;
import io.kuma.xds.plugin.FilterSlot;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.NetworkFilterSlot;
import io.kuma.xds.plugin.PolicyPlugin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a policy can rely on, tried with policies that only exist here. */
final class HooksTest {
  private static final Message ANY_CONFIG = Router.getDefaultInstance();

  /** A policy that says nothing. */
  @Kind(shortName = "tst")
  record TestPolicy(@Nullable TargetRef targetRef) implements Policy {}

  record TestConf() {}

  /** Plugins of one and the same type, so that only their hooks differ. */
  private abstract static class TestPlugin implements PolicyPlugin<TestConf> {
    @Override
    public PolicyType<TestPolicy, TestConf> type() {
      return new PolicyType<>(
          ResourceType.of(TestPolicy.class, Validator.none()), TestConf.class, true);
    }
  }

  private static <T> List<T> reversed(T[] values) {
    List<T> list = new ArrayList<>(Arrays.asList(values));
    Collections.reverse(list);
    return list;
  }

  private static final class FiltersInReverse extends TestPlugin {
    @Override
    public void inbound(Inbound inbound, InboundRules<TestConf> rules, InboundXds xds) {
      xds.chain()
          .http()
          .ifPresent(
              http -> {
                for (FilterSlot slot : reversed(FilterSlot.values())) {
                  http.filter(slot, slot.name(), ANY_CONFIG);
                }
              });
      for (NetworkFilterSlot slot : reversed(NetworkFilterSlot.values())) {
        xds.chain().filter(slot, slot.name(), ANY_CONFIG);
      }
    }
  }

  @Test
  void filtersStandInTheOrderOfTheirSlotsWhateverTheOrderOfTheCalls() throws Exception {
    FilterChain chain = chains(new Models().mutual(Mode.STRICT), new FiltersInReverse()).get(0);
    assertThat(chain.getFiltersList())
        .extracting(Filter::getName)
        .containsExactly(
            "PERMISSION",
            "STATE",
            "RATE_LIMIT",
            "PROTOCOL",
            "envoy.filters.network.http_connection_manager");
    assertThat(httpFilters(chain))
        .containsExactly(
            "ROUTE_NOTE",
            "PERMISSION",
            "GRPC_STATISTICS",
            "RATE_LIMIT",
            "COMPRESSION",
            "FAULT",
            "envoy.filters.http.router");
  }

  @Test
  void filtersThatJudgeTheCallerStandOnlyWhereTheCallerIsKnown() throws Exception {
    List<FilterChain> chains = chains(new Models().mutual(Mode.PERMISSIVE), new FiltersInReverse());
    assertThat(chains).hasSize(3);
    assertThat(chains)
        .extracting(FilterChain::hasTransportSocket)
        .containsExactly(false, false, true);
    for (FilterChain chain : chains) {
      boolean callerKnown = chain.hasTransportSocket();
      assertThat(httpFilters(chain).contains("PERMISSION")).isEqualTo(callerKnown);
      assertThat(chain.getFilters(0).getName().equals("PERMISSION")).isEqualTo(callerKnown);
      assertThat(httpFilters(chain)).contains("FAULT", "envoy.filters.http.router");
    }
    assertThat(chains(new Models(), new FiltersInReverse()).get(0).getFiltersList())
        .extracting(Filter::getName)
        .doesNotContain("PERMISSION");
  }

  @Test
  void grpcIsCounted() throws Exception {
    Models grpc = new Models();
    grpc.inboundProtocol = Protocol.GRPC;
    assertThat(httpFilters(chains(grpc).get(0)))
        .containsExactly("envoy.filters.http.grpc_stats", "envoy.filters.http.router");
  }

  @Test
  void otherProtocolsHaveNoHttp() throws Exception {
    Models tcp = new Models();
    tcp.inboundProtocol = Protocol.TCP;
    assertThat(chains(tcp, new FiltersInReverse()).get(0).getFiltersList())
        .extracting(Filter::getName)
        .containsExactly("STATE", "RATE_LIMIT", "PROTOCOL", "envoy.filters.network.tcp_proxy");
  }

  @Test
  void pluginsAreAppliedInTheirOrder() throws Exception {
    assertThat(altStatName(new AltStatName("first"), new AltStatName("second")))
        .isEqualTo("second");
    assertThat(altStatName(new AltStatName("second"), new AltStatName("first"))).isEqualTo("first");
  }

  private static final class AltStatName extends TestPlugin {
    private final String name;

    AltStatName(String name) {
      this.name = name;
    }

    @Override
    public void backend(Backend backend, @Nullable TestConf conf, BackendXds xds) {
      xds.cluster().setAltStatName(name);
    }
  }

  private static String altStatName(PolicyPlugin<?>... plugins) throws Exception {
    VersionedResource cluster =
        new ProxyGenerator(List.of(plugins))
            .generate(new Models().model())
            .of(XdsType.CLUSTER)
            .get("api");
    return unpack(cluster, Cluster.class).getAltStatName();
  }

  @Test
  void whoChangesEndpointsChangesThemForOneProxyAlone() throws Exception {
    ProxyGenerator generator = new ProxyGenerator(List.of(new FirstZoneFirst()));
    Models here = new Models();
    Models there = new Models();
    there.name = "web-2";
    VersionedResource changed = generator.generate(here.model()).of(XdsType.ENDPOINT).get("api");
    VersionedResource plain = generator.generate(there.model()).of(XdsType.ENDPOINT).get("api");
    assertThat(unpack(changed, ClusterLoadAssignment.class).getEndpoints(1).getPriority())
        .isEqualTo(1);
    assertThat(unpack(plain, ClusterLoadAssignment.class).getEndpoints(1).getPriority()).isZero();
  }

  private static final class FirstZoneFirst extends TestPlugin {
    @Override
    public void backend(Backend backend, @Nullable TestConf conf, BackendXds xds) {
      if (xds.proxy().key().name().equals("web-1")) {
        xds.endpoints().getEndpointsBuilder(1).setPriority(1);
      }
    }
  }

  private static List<FilterChain> chains(Models models, PolicyPlugin<?>... plugins)
      throws InvalidProtocolBufferException {
    VersionedResource listener =
        new ProxyGenerator(List.of(plugins))
            .generate(models.model())
            .of(XdsType.LISTENER)
            .get("inbound:192.0.2.1:80");
    return unpack(listener, Listener.class).getFilterChainsList();
  }

  private static List<String> httpFilters(FilterChain chain) throws InvalidProtocolBufferException {
    Any config = chain.getFilters(chain.getFiltersCount() - 1).getTypedConfig();
    return config.unpack(HttpConnectionManager.class).getHttpFiltersList().stream()
        .map(HttpFilter::getName)
        .toList();
  }

  private static <M extends Message> M unpack(@Nullable VersionedResource resource, Class<M> type)
      throws InvalidProtocolBufferException {
    return Objects.requireNonNull(resource).body().get().unpack(type);
  }
}
