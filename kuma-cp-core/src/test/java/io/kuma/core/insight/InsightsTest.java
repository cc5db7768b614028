package io.kuma.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.insight.ObservedProxy.Status;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.meshinsight.MeshInsight;
import io.kuma.resource.meshinsight.MeshInsight.DataplaneStat;
import io.kuma.resource.serviceinsight.ServiceInsight;
import io.kuma.resource.serviceinsight.ServiceInsight.Service;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recordings do not show. */
class InsightsTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final DataplaneInsight ONLINE =
      insight("subscriptions: [{connectTime: '2030-01-01T00:00:00Z'}]");
  private static final DataplaneInsight GONE =
      insight(
          "{subscriptions: [{connectTime: '2030-01-01T00:00:00Z', disconnectTime:"
              + " '2030-01-01T00:00:01Z', version: {kumaDp: {version: 2.13.0}}}],"
              + " mTLS: {issuedBackend: '', supportedBackends: []}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inbound: [{port: 1}, {port: 2}]                                 | ONLINE
          inbound: [{port: 1}, {port: 2, state: NotReady}]                | PARTIALLY_DEGRADED
          inbound: [{port: 1}, {port: 2, health: {}}]                     | PARTIALLY_DEGRADED
          inbound: [{port: 1, state: NotReady}]                           | OFFLINE
          inbound: [{port: 1, state: Ignored}]                            | ONLINE
          listeners: [{type: ZoneEgress, port: 1}]                        | ONLINE
          listeners: [{port: 1}, {port: 2, state: NotReady}]              | PARTIALLY_DEGRADED
          listeners: [{port: 1, state: NotReady}]                         | OFFLINE
          gateway: {type: BUILTIN}                                        | ONLINE
          address: 192.0.2.1                                              | OFFLINE
          """)
  void aConnectedProxyIsAsItsPortsAre(String networking, Status status) {
    Dataplane proxy =
        CODEC.toSpec(
            CoreTypes.DATAPLANE, CODEC.parseYaml("networking: {%s}".formatted(networking)));
    assertThat(new ObservedProxy(proxy, ONLINE).status()).isEqualTo(status);
    assertThat(new ObservedProxy(proxy, GONE).status()).isEqualTo(Status.OFFLINE);
  }

  @Test
  void tagsMakeNoServicesWhereOnlyMeshServicesDo() {
    InsightMesh mesh =
        InsightMesh.of(
            """
            {type: Mesh, name: m, meshServices: {mode: Exclusive}}
            ---
            type: Dataplane
            mesh: m
            name: web-1
            networking: {address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: web}}]}
            ---
            {type: ExternalService, mesh: m, name: bank, tags: {kuma.io/service: bank}, networking: {address: 'b:443'}}
            """);
    assertThat(ServiceInsights.of(mesh, Map.of()).services()).isEmpty();
    MeshInsight insight = MeshInsights.of(mesh, Map.of(), Map.of());
    assertThat(insight.services()).isNull();
    assertThat(insight.dataplanes()).isEqualTo(new DataplaneStat(1, 0, 1, 0));
  }

  private static final InsightMesh MESH =
      InsightMesh.of(
          """
          type: Dataplane
          mesh: m
          name: one
          networking:
            inbound:
            - {port: 1, tags: {kuma.io/service: web}}
            - {port: 2, tags: {kuma.io/service: admin}, state: NotReady}
            - {port: 3, tags: {kuma.io/service: hidden}, state: Ignored}
            - {port: 4}
          ---
          type: Dataplane
          mesh: m
          name: two
          networking: {inbound: [{port: 1, tags: {kuma.io/service: web}}]}
          ---
          type: Dataplane
          mesh: m
          name: three
          networking: {inbound: [{port: 1, tags: {kuma.io/service: web}}]}
          """);

  private static final Map<String, DataplaneInsight> INSIGHTS =
      Map.of("one", ONLINE, "two", ONLINE, "three", GONE, "stranger", ONLINE);

  @Test
  void aMeshCountsProxiesThatAreDegraded() {
    MeshInsight insight = MeshInsights.of(MESH, INSIGHTS, Map.of());

    assertThat(insight.dataplanes()).isEqualTo(new DataplaneStat(3, 1, 1, 1));
    assertThat(Objects.requireNonNull(insight.dpVersions()).kumaDp())
        .isEqualTo(
            Map.of(
                "unknown", new DataplaneStat(2, 1, 0, 1), "2.13.0", new DataplaneStat(1, 0, 1, 0)));
    assertThat(Objects.requireNonNull(insight.services()).internal()).isEqualTo(2);
    assertThat(insight.resources()).isEmpty();
  }

  @Test
  void aServiceIsAsItsProxiesAre() {
    ServiceInsight insight = ServiceInsights.of(MESH, INSIGHTS);

    assertThat(insight.services().keySet()).containsExactly("admin", "web");
    Service web = Objects.requireNonNull(insight.services().get("web"));
    assertThat(web.status()).isEqualTo(ServiceInsight.Status.PARTIALLY_DEGRADED);
    assertThat(web.dataplanes()).isEqualTo(new ServiceInsight.DataplaneStat(0, 1, 2));
    assertThat(web.issuedBackends()).isEmpty();
    assertThat(web.zones()).containsExactly("default");
  }

  @Test
  void aMeshOfNothingHasCountsOfNothing() {
    MeshInsight insight = MeshInsights.of(InsightMesh.of("{}"), Map.of(), Map.of());

    assertThat(CODEC.toTree(CoreTypes.MESH_INSIGHT, insight))
        .isEqualTo(
            CODEC.parseYaml(
                """
                dataplanes: {}
                dpVersions: {}
                mTLS: {}
                services: {}
                dataplanesByType: {standard: {}, gateway: {}, gatewayBuiltin: {}, gatewayDelegated: {}}
                """));
  }

  private static DataplaneInsight insight(String yaml) {
    return CODEC.toSpec(CoreTypes.DATAPLANE_INSIGHT, CODEC.parseYaml(yaml));
  }
}
