package io.kuma.policy.meshtrace;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import io.envoyproxy.envoy.type.v3.Percent;
import io.kuma.core.proxy.Inbound;
import io.kuma.core.proxy.InboundRules;
import io.kuma.core.proxy.Outbound;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.IntOrString;
import io.kuma.model.PolicyType;
import io.kuma.policy.meshtrace.MeshTrace.Conf;
import io.kuma.policy.meshtrace.MeshTrace.Header;
import io.kuma.policy.meshtrace.MeshTrace.Sampling;
import io.kuma.policy.meshtrace.MeshTrace.Tag;
import io.kuma.policy.meshtrace.Provider.ToOpenTelemetry;
import io.kuma.xds.plugin.ChainXds;
import io.kuma.xds.plugin.InboundXds;
import io.kuma.xds.plugin.OutboundXds;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.TelemetrySignal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tracing of all that is HTTP, and a cluster for where spans go. */
public final class MeshTracePlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshTrace, Conf> type;

  public MeshTracePlugin(PolicyType<MeshTrace, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshTrace, Conf> type() {
    return type;
  }

  @Override
  public void inbound(Inbound inbound, InboundRules<Conf> rules, InboundXds xds) {
    trace(xds.proxy(), xds.chain(), "INBOUND");
  }

  @Override
  public void outbound(Outbound outbound, @Nullable Conf none, OutboundXds xds) {
    trace(xds.proxy(), xds.chain(), "OUTBOUND_" + outbound.service());
  }

  @Override
  public void proxy(ProxyModel proxy, @Nullable Conf conf, ProxyXds xds) {
    if (conf != null) {
      Provider.of(conf, proxy).ifPresent(provider -> add(provider, proxy, xds));
    }
  }

  private static void add(Provider provider, ProxyModel proxy, ProxyXds xds) {
    xds.add(provider.cluster(provider.cluster(proxy.naming()), proxy.node().ipv6()));
    if (provider instanceof ToOpenTelemetry openTelemetry) {
      openTelemetry.collector().announce(xds, TelemetrySignal.TRACES);
    }
  }

  /**
   * @param part what the chain is of the service, for collectors that tell parts from each other
   */
  private void trace(ProxyModel proxy, ChainXds chain, String part) {
    proxy
        .confs()
        .get(type)
        .ifPresent(
            conf ->
                Provider.of(conf, proxy)
                    .ifPresent(
                        provider ->
                            chain
                                .http()
                                .ifPresent(
                                    http ->
                                        http.manager()
                                            .setTracing(
                                                tracing(conf, proxy)
                                                    .setProvider(
                                                        provider.tracer(
                                                            provider.cluster(proxy.naming()),
                                                            proxy.service(),
                                                            part))))));
  }

  private static Tracing.Builder tracing(Conf conf, ProxyModel proxy) {
    Tracing.Builder tracing =
        Tracing.newBuilder().setSpawnUpstreamSpan(BoolValue.getDefaultInstance());
    for (Tag tag : conf.tags() == null ? List.<Tag>of() : conf.tags()) {
      tracing.addCustomTags(custom(tag));
    }
    tracing.addCustomTags(literal("kuma.mesh", proxy.mesh()));
    tracing.addCustomTags(literal("kuma.zone", proxy.inputs().zone()));
    proxy
        .workload()
        .ifPresent(workload -> tracing.addCustomTags(literal("kuma.workload", workload)));
    Sampling sampling = conf.sampling();
    if (sampling != null) {
      set(sampling.overall(), tracing::setOverallSampling);
      set(sampling.client(), tracing::setClientSampling);
      set(sampling.random(), tracing::setRandomSampling);
    }
    return tracing;
  }

  private static CustomTag custom(Tag tag) {
    Header header = tag.header();
    if (header == null) {
      return literal(tag.name(), tag.literal() == null ? "" : tag.literal());
    }
    CustomTag.Header.Builder from = CustomTag.Header.newBuilder().setName(header.name());
    if (header.defaultValue() != null) {
      from.setDefaultValue(header.defaultValue());
    }
    return CustomTag.newBuilder().setTag(tag.name()).setRequestHeader(from).build();
  }

  private static CustomTag literal(String name, String value) {
    return CustomTag.newBuilder()
        .setTag(name)
        .setLiteral(CustomTag.Literal.newBuilder().setValue(value))
        .build();
  }

  private static void set(@Nullable IntOrString percentage, Consumer<Percent> setter) {
    if (percentage != null) {
      percentage
          .toDecimal()
          .ifPresent(
              value -> setter.accept(Percent.newBuilder().setValue(value.doubleValue()).build()));
    }
  }
}
