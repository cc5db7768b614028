package io.kuma.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.manager.ControlPlane;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshtrust.MeshTrust;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkloadIdentitiesTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.ALL);
  private static final SpiffeIds SPIFFE_IDS = new SpiffeIds(ControlPlane.standalone("east"));

  private static Resource<MeshIdentity> identity(String name, String selector, String more) {
    var tree =
        CODEC.parseYaml(
            """
            {type: MeshIdentity, mesh: m, name: %s, spec: {selector: {dataplane: {matchLabels: {%s}}}%s,
             provider: {type: Bundled, bundled: {autogenerate: {enabled: true}}}}}"""
                .formatted(name, selector, more));
    CODEC.check(CoreTypes.MESH_IDENTITY, tree.get("spec"), new Violations());
    return CoreTypes.MESH_IDENTITY.cast(CODEC.toResource(TYPES, tree));
  }

  private static Resource<MeshTrust> trust(String name) {
    return new Resource<>(
        Meta.of(CoreTypes.MESH_TRUST.key("m", name)),
        new MeshTrust(null, "m.east.mesh.local", List.of()),
        null);
  }

  private static Resource<Dataplane> proxy(Map<String, String> labels) {
    Resource<Dataplane> bare =
        CoreTypes.DATAPLANE.cast(
            CODEC.toResource(
                TYPES,
                CODEC.parseYaml(
                    """
                    {type: Dataplane, mesh: m, name: p, networking: {address: 192.0.2.1, inbound: [
                     {port: 80, tags: {kuma.io/service: web}}]}}""")));
    return bare.withMeta(bare.meta().withLabels(new TreeMap<>(labels)));
  }

  private static WorkloadIdentities of(
      Mode mode, List<Resource<MeshIdentity>> identities, String... trusts) {
    return new WorkloadIdentities(
        SPIFFE_IDS, mode, identities, List.of(trusts).stream().map(t -> trust(t)).toList());
  }

  @Test
  void takesEffectWhenItIsTrusted() {
    List<Resource<MeshIdentity>> all = List.of(identity("all", "", ""));
    Resource<Dataplane> shop = proxy(Map.of("kuma.io/workload", "shop"));

    assertThat(of(Mode.Exclusive, all).find(shop)).isEmpty();
    assertThat(of(Mode.Exclusive, all, "other").find(shop)).isEmpty();
    assertThat(of(Mode.Everywhere, all, "all").find(shop)).isEmpty();
    assertThat(of(Mode.Exclusive, all, "all").find(shop).map(WorkloadIdentity::spiffeId))
        .hasValue("spiffe://m.east.mesh.local/workload/shop");
  }

  @Test
  void whoLacksWhatItIsMadeFromDoesNotGoWithout() {
    List<Resource<MeshIdentity>> all =
        List.of(identity("all", "", ", spiffeID: {path: '/t/{{ label \"team\" }}'}"));
    WorkloadIdentities identities = of(Mode.Exclusive, all, "all");

    assertThat(identities.find(proxy(Map.of("team", "a"))).map(WorkloadIdentity::spiffeId))
        .hasValue("spiffe://m.east.mesh.local/t/a");
    assertThatThrownBy(() -> identities.find(proxy(Map.of())))
        .isInstanceOf(IdentityUnavailable.class)
        .hasMessageContaining("team");
    assertThat(identities.dependsOnWorkload(proxy(Map.of()))).isFalse();
  }

  /** The most specific one counts, even if it is not in effect. */
  @Test
  void oneThatIsLessSpecificDoesNotStandIn() {
    WorkloadIdentities identities =
        of(
            Mode.Exclusive,
            List.of(
                identity("all", "", ", spiffeID: {path: /all}"),
                identity("front", "team: front", ", spiffeID: {path: /front}")),
            "all");
    assertThat(identities.find(proxy(Map.of("team", "front")))).isEqualTo(Optional.empty());
    assertThat(identities.find(proxy(Map.of("team", "back"))).map(WorkloadIdentity::spiffeId))
        .hasValue("spiffe://m.east.mesh.local/all");
  }

  @Test
  void knowsWhetherAWorkloadIsProven() {
    Resource<Dataplane> shop = proxy(Map.of("kuma.io/workload", "shop"));
    assertThat(of(Mode.Exclusive, List.of(identity("all", "", "")), "all").dependsOnWorkload(shop))
        .isTrue();
    assertThat(
            of(Mode.Exclusive, List.of(identity("a", "", ", spiffeID: {path: /x}")), "a")
                .dependsOnWorkload(shop))
        .isFalse();
    assertThat(of(Mode.Exclusive, List.of()).dependsOnWorkload(shop)).isFalse();
  }
}
