package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Sni.HashedKind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The names are those that upstream was recorded with. */
class SniTest {

  @Test
  void namesWhatComesFromAZone() {
    assertThat(sni(Map.of("kuma.io/zone", "default"), "http-main"))
        .isEqualTo("sni.msvc.ms-generated.default.backend.http-main");
  }

  @Test
  void namesWhatComesFromTheGlobalControlPlaneWithoutItsNamespace() {
    assertThat(sni(Map.of(), "80")).isEqualTo("sni.msvc.ms-generated.backend.80");
    assertThat(sni(Map.of("k8s.kuma.io/namespace", "kuma-system"), "80"))
        .isEqualTo("sni.msvc.ms-generated.backend.80");
  }

  @Test
  void namesTheNamespaceOfWhatComesFromAZoneOnKubernetes() {
    assertThat(sni(Map.of("kuma.io/zone", "east", "k8s.kuma.io/namespace", "shop"), "80"))
        .isEqualTo("sni.msvc.ms-generated.east.shop.backend.80");
  }

  @Test
  void usesTheNameThatUsersGave() {
    assertThat(sni(Map.of("kuma.io/zone", "east", "kuma.io/display-name", "orders"), "80"))
        .isEqualTo("sni.msvc.ms-generated.east.orders.80");
  }

  @Test
  void hashesTheOlderForm() {
    assertThat(hashed(HashedKind.MESH_SERVICE, "test-server", "envoyconfig", 80))
        .isEqualTo("a029781856823048e.test-server.80.envoyconfig.ms");
    assertThat(hashed(HashedKind.MESH_SERVICE, "backend", "mt-initial-policies", 100))
        .isEqualTo("a2232ba944296c886.backend.100.mt-initial-policies.ms");
  }

  @Test
  void cutsTheOlderFormToWhatHostNamesMayHave() {
    String name = "n".repeat(63);

    assertThat(hashed(HashedKind.MESH_EXTERNAL_SERVICE, name, name, 443))
        .matches("a[0-9a-f]{16}\\.n{62}x\\.443\\.n{62}x\\.mes");
    assertThat(hashed(HashedKind.MESH_MULTI_ZONE_SERVICE, "n".repeat(62), "m", 443))
        .matches("a[0-9a-f]{16}\\.n{62}\\.443\\.m\\.mzms");
  }

  @Test
  void hashesWhatElseTellsDestinationsApartInAnyOrder() {
    Map<String, String> data = Map.of("b", "2", "a", "1");

    assertThat(Sni.hashed(HashedKind.MESH_SERVICE, "x", "m", 80, data))
        .isEqualTo(Sni.hashed(HashedKind.MESH_SERVICE, "x", "m", 80, new TreeMap<>(data)))
        .isNotEqualTo(hashed(HashedKind.MESH_SERVICE, "x", "m", 80));
  }

  private static String hashed(HashedKind kind, String name, String mesh, int port) {
    return Sni.hashed(kind, name, mesh, port, Map.of());
  }

  private static String sni(Map<String, String> labels, String section) {
    ResourceKey key = new ResourceKey("MeshService", "ms-generated", "backend");
    return Sni.of("msvc", Meta.of(key).withLabels(labels), section).toString();
  }
}
