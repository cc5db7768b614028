package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.match.InboundKey;
import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.Naming.Direction;
import io.kuma.model.Kri;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Names as recorded ({@code recorded/meshservice/unified-naming} and its like). */
final class UnifiedNamingTest {
  private static final SortedMap<String, String> ALL = new TreeMap<>();

  private final Naming naming = new UnifiedNaming();

  @Test
  void destinationsAreCalledByTheirIdentifiers() {
    assertThat(naming.backend(port(), ALL)).isEqualTo("kri_msvc_m_east__backend_http-main");
    assertThat(naming.outboundListener(outbound(port())))
        .isEqualTo("kri_msvc_m_east__backend_http-main");
  }

  @Test
  void whatIsKnownByTagsKeepsItsName() {
    assertThat(naming.backend(new ServiceTag("api"), new TreeMap<>(Map.of("version", "v1"))))
        .isEqualTo("api-53acc141abde8366");
    assertThat(naming.outboundListener(outbound(new ServiceTag("api"))))
        .isEqualTo("outbound:127.0.0.1:10001");
  }

  @Test
  void routesTellUnderWhichItemTheyStand() {
    Kri route = new Kri(CoreTypes.MESH_HTTP_ROUTE, "m", "east", "", "r", "");

    assertThat(naming.route(route, 1)).isEqualTo("kri_mhttpr_m_east__r_rule_1");
    assertThat(new ClassicNaming().route(route, 1)).isEqualTo("kri_mhttpr_m_east__r_");
  }

  @Test
  void theProxyItselfIsCalledSelf() {
    Inbound inbound =
        new Inbound(
            new InboundKey("192.0.2.1", 8080),
            "http-main",
            "web",
            ALL,
            Protocol.HTTP,
            "192.0.2.1",
            80,
            Map.of());

    assertThat(naming.inboundListener(inbound)).isEqualTo("self_inbound_dp_http-main");
    assertThat(naming.workloadCluster(inbound)).isEqualTo("self_inbound_dp_http-main");
    assertThat(naming.inboundHost(inbound)).isEqualTo("self_inbound_dp_http-main");
    assertThat(naming.passthrough(Direction.OUTBOUND, true))
        .isEqualTo("self_transparentproxy_passthrough_outbound_ipv6");
    assertThat(naming.statPrefix("self_inbound_dp_http-main"))
        .contains("self_inbound_dp_http-main");
  }

  @Test
  void whatTheSystemNeedsIsCalledSystem() {
    assertThat(naming.dynamicConfigRoute("/dns")).isEqualTo("system_dynamicconfig_dns");
    assertThat(naming.dynamicConfigNotModified("/dns"))
        .isEqualTo("system_dynamicconfig_dns_not_modified");
    assertThat(naming.openTelemetryMetrics("otel:4317"))
        .isEqualTo("system_meshmetric_otel_otel-4317");
    assertThat(naming.traceCollector("zipkin", "http://zipkin:9411/spans"))
        .isEqualTo("system_meshtrace_zipkin_http---zipkin-9411-spans");
    assertThat(naming.authoritySecret("m")).isEqualTo("system_mtls_ca_m");
  }

  private static ResourcePort port() {
    return new ResourcePort(
        new Kri(CoreTypes.MESH_SERVICE, "m", "east", "", "backend", "http-main"), "backend", 80);
  }

  private static Outbound outbound(Destination destination) {
    return new Outbound(
        "127.0.0.1",
        10001,
        destination,
        "api",
        ALL,
        Protocol.TCP,
        List.of(),
        List.of(),
        Confs.NONE);
  }
}
