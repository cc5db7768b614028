package io.kuma.core.vip;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.proxy.ProxyInputs.Vip;
import io.kuma.core.service.VirtualAddresses;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.StoredSnapshot;
import io.kuma.core.snapshot.VirtualHostConfig;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.config.Config;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VirtualHostPlanTest {
  private static final VirtualAddresses POOL = new VirtualAddresses("240.0.0.0/4");
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.ALL);

  private final ResourceManager manager = TestControlPlane.standalone().manager();

  /** As it is stored now. */
  private MeshSnapshot mesh() {
    return new StoredSnapshot("m", manager);
  }

  VirtualHostPlanTest() {
    put("{type: Mesh, name: m}");
  }

  private void put(String yaml) {
    for (JsonNode document : CODEC.parseYamlDocuments(yaml)) {
      create(CODEC.toResource(TYPES, document));
    }
  }

  private <S extends Spec> void create(Resource<?> resource) {
    @SuppressWarnings("unchecked")
    ResourceType<S> type = (ResourceType<S>) TYPES.findByName(resource.meta().type()).orElseThrow();
    manager.create(type, type.cast(resource));
  }

  private static String proxy(String name, String tags) {
    return """
        type: Dataplane
        mesh: m
        name: %s
        networking: {address: 192.0.2.1, inbound: [{port: 80, tags: {%s}}]}
        """
        .formatted(name, tags);
  }

  private VirtualHosts plan(VirtualHosts before) {
    return VirtualHostPlan.of(mesh(), true, POOL, before);
  }

  /** Keeps the hosts, and says what proxies are told of them. */
  private Map<String, Vip> vips(VirtualHosts hosts) {
    create(new Resource<>(Meta.of(VirtualHostConfig.key("m")), new Config(hosts.toText()), null));
    Map<String, Vip> byName = new TreeMap<>();
    ServiceVips.DEFAULT.of(mesh()).forEach(vip -> byName.put(vip.hostnames().get(0), vip));
    return byName;
  }

  @Test
  void everyServiceHasAnAddressAndANameThatHostsCanHave() {
    put(proxy("a", "kuma.io/service: web_shop_svc_80"));
    Vip vip = vips(plan(VirtualHosts.NONE)).values().iterator().next();
    assertThat(vip.hostnames())
        .containsExactlyInAnyOrder("web_shop_svc_80.mesh", "web.shop.svc.80.mesh");
    assertThat(vip.addresses()).containsExactly("240.0.0.1", "fd00:fd00::f000:1");
    assertThat(vip.ports()).containsOnlyKeys(80);
    assertThat(vip.ports().get(80)).containsEntry("kuma.io/service", "web_shop_svc_80");
  }

  @Test
  void anAddressStaysWhoeverComesAndGoes() {
    put(proxy("m", "kuma.io/service: m"));
    VirtualHosts first = plan(VirtualHosts.NONE);
    put(proxy("a", "kuma.io/service: a"));
    VirtualHosts second = plan(VirtualHosts.parse(first.toText()));
    VirtualHost.Name kept = new VirtualHost.Name(VirtualHost.Kind.SERVICE, "m");
    assertThat(second.byName().get(kept)).isEqualTo(first.byName().get(kept));
    assertThat(second.byName().values()).extracting(VirtualHost::address).doesNotHaveDuplicates();
    manager.delete(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "m"));
    assertThat(plan(second).byName()).hasSize(1).doesNotContainKey(kept);
  }

  @Test
  void aVirtualOutboundNamesInstancesThatHaveItsTags() {
    put(proxy("a", "kuma.io/service: api, version: v1, port: '1'"));
    put(proxy("b", "kuma.io/service: api"));
    put(
        """
        type: VirtualOutbound
        mesh: m
        name: by-version
        selectors: [{match: {kuma.io/service: '*', version: '*'}}]
        conf:
          host: '{{.service}}.{{.version}}.vo'
          port: 8{{.port}}
          parameters:
          - {name: service, tagKey: kuma.io/service}
          - {name: version}
          - {name: port}
        """);
    Map<String, Vip> vips = vips(plan(VirtualHosts.NONE));
    assertThat(vips).containsOnlyKeys("api.mesh", "api.v1.vo");
    assertThat(requireNonNull(vips.get("api.v1.vo")).ports().get(81))
        .containsExactly(
            Map.entry("kuma.io/service", "api"),
            Map.entry("port", "1"),
            Map.entry("version", "v1"));
  }

  @Test
  void anExternalServiceIsFoundByItsHostToo() {
    put(
        """
        type: ExternalService
        mesh: m
        name: ext
        tags: {kuma.io/service: ext}
        networking: {address: 'ext.example.test:8443'}
        """);
    Map<String, Vip> vips = vips(plan(VirtualHosts.NONE));
    assertThat(vips).containsOnlyKeys("ext.mesh", "ext.example.test");
    assertThat(requireNonNull(vips.get("ext.mesh")).ports()).containsOnlyKeys(80, 8443);
  }

  @Test
  void onlyVirtualOutboundsHaveHostsWhereServicesAreToHaveNone() {
    put(proxy("a", "kuma.io/service: api"));
    assertThat(VirtualHostPlan.of(mesh(), false, POOL, VirtualHosts.NONE))
        .isEqualTo(VirtualHosts.NONE);
  }

  @Test
  void aPoolThatIsTooSmallIsToldOf() {
    List.of("a", "b", "c").forEach(name -> put(proxy(name, "kuma.io/service: " + name)));
    VirtualAddresses two = new VirtualAddresses("240.0.0.0/30");
    assertThatThrownBy(() -> VirtualHostPlan.of(mesh(), true, two, VirtualHosts.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("virtual addresses are taken");
  }

  @Test
  void hostsOfAnInstallationOfUpstreamAreKept() {
    String text =
        "{\"0:api\":{\"address\":\"240.0.0.7\",\"outbounds\":[{\"Port\":0,"
            + "\"TagSet\":{\"kuma.io/service\":\"api\"},\"Origin\":\"service\"}]}}";
    put(proxy("a", "kuma.io/service: api"));
    VirtualHosts hosts = plan(VirtualHosts.parse(text));
    assertThat(hosts.toText()).isEqualTo(text);
    assertThat(VirtualHosts.parse("nonsense")).isEqualTo(VirtualHosts.NONE);
  }

  @Test
  void theHostsOfAMeshGoWithIt() {
    vips(plan(VirtualHosts.NONE));
    manager.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));
    assertThat(manager.find(CoreTypes.CONFIG, VirtualHostConfig.key("m"))).isEmpty();
  }
}
