package io.kuma.dp.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.dp.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyResourceTest {

  private static final String TEMPLATE =
      """
      type: Dataplane
      name: {{ name }}
      networking:
        address: {{address}}
        inbound:
        - port: {{ port }}
          tags: {kuma.io/service: web, since: 2024-01-02, version: "1.0", ratio: 1.5, on: yes}
        outbound: []
        gateway: null
      """;

  private static final Map<String, String> VARIABLES =
      Map.of("name", "web-1", "address", "127.0.0.2", "port", "10001");

  @Test
  void fillsTheTemplateAndRendersJson() {
    ProxyResource resource = read(TEMPLATE, "", "");
    assertThat(resource.name()).isEqualTo("web-1");
    assertThat(resource.mesh()).isEqualTo("default");
    assertThat(resource.json())
        .isEqualTo(
            "{\"type\":\"Dataplane\",\"mesh\":\"default\",\"name\":\"web-1\",\"networking\":"
                + "{\"address\":\"127.0.0.2\",\"inbound\":[{\"port\":10001,\"tags\":"
                + "{\"kuma.io/service\":\"web\",\"since\":\"2024-01-02\",\"version\":\"1.0\","
                + "\"ratio\":1.5,\"true\":true}}],\"outbound\":[],\"gateway\":null}}");
  }

  @Test
  void readsJsonToo() {
    ProxyResource resource =
        read("{\"type\": \"Dataplane\", \"mesh\": \"shop\", \"name\": \"a\\u00e9\"}", "", "");
    assertThat(resource.mesh()).isEqualTo("shop");
    assertThat(resource.json())
        .isEqualTo("{\"type\":\"Dataplane\",\"mesh\":\"shop\",\"name\":\"aé\"}");
  }

  @Test
  void aVariableWithoutAValueIsNamed() {
    assertThatThrownBy(() -> ProxyResource.read(TEMPLATE, Map.of(), ProxyType.DATAPLANE, "", ""))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("{{ name }}")
        .hasMessageContaining("--dataplane-var name=");
  }

  @Test
  void aValueIsNotATemplate() {
    assertThat(ProxyResource.render("a {{ x }} b", Map.of("x", "$1 {{ x }}")))
        .isEqualTo("a $1 {{ x }} b");
  }

  @Test
  void flagsFillInAndRepeatButDoNotContradict() {
    String resource = "type: Dataplane\nname: web-1\n";
    assertThat(read(resource, "web-1", "shop").mesh()).isEqualTo("shop");
    assertThat(read("type: Dataplane\n", "web-2", "").name()).isEqualTo("web-2");
    assertThatThrownBy(() -> read(resource, "web-2", ""))
        .hasMessage("--name is \"web-2\", but the resource says \"web-1\": leave one of them out");
    assertThatThrownBy(() -> read(resource + "mesh: shop\n", "", "other"))
        .hasMessageContaining("--mesh is \"other\"");
  }

  @Test
  void zoneProxiesHaveNoMesh() {
    ProxyResource resource =
        ProxyResource.read(
            "type: ZoneIngress\nname: in\n", Map.of(), ProxyType.INGRESS, "", "default");
    assertThat(resource.mesh()).isEmpty();
    assertThat(resource.json()).isEqualTo("{\"type\":\"ZoneIngress\",\"name\":\"in\"}");
  }

  @Test
  void refusesWhatIsNoSuchResource() {
    assertThatThrownBy(() -> read("type: Mesh\nname: a", "", ""))
        .hasMessage("--proxy-type dataplane needs a resource of type Dataplane, not \"Mesh\"");
    assertThatThrownBy(() -> read("just text", "", "")).hasMessageContaining("object");
    assertThatThrownBy(() -> read("a: [", "", "")).hasMessageContaining("not valid YAML");
    assertThatThrownBy(() -> read("name: a\nname: b", "", "")).hasMessageContaining("duplicate");
    assertThatThrownBy(() -> read("!!java.net.URL [http://localhost]", "", ""))
        .isInstanceOf(Failure.class);
  }

  private static ProxyResource read(String template, String name, String mesh) {
    return ProxyResource.read(template, VARIABLES, ProxyType.DATAPLANE, name, mesh);
  }
}
