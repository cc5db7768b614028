package io.kuma.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Vip;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.resource.meshservice.MeshServiceStatus.DataplaneProxies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MeshServiceIndexTest {
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.ALL);

  private static final String PROXIES =
      """
      - name: a
        labels: {app: orders}
        networking:
          address: 192.0.2.1
          inbound:
          - {port: 8081, name: main, tags: {kuma.io/service: web, version: v1}}
          - {port: 8082, tags: {kuma.io/service: web}}
      - name: b
        labels: {app: orders}
        networking:
          address: 192.0.2.2
          inbound:
          - {port: 8081, name: main, tags: {kuma.io/service: web, version: v2}}
      - name: c
        networking:
          address: 192.0.2.3
          inbound:
          - {port: 8081, name: main, state: NotReady, tags: {kuma.io/service: web, version: v1}}
          - {port: 80, tags: {}}
      """;

  private final ResourceCodec codec = new JacksonResourceCodec();
  private TableSnapshot snapshot = TableSnapshot.empty("m");

  @Test
  void tagsSelectInboundsAndNotProxies() {
    put(CoreTypes.DATAPLANE, PROXIES);

    assertThat(addresses("dataplaneTags: {kuma.io/service: web, version: v1}", "targetPort: 8081"))
        .containsExactly("192.0.2.1:8081");
    assertThat(addresses("dataplaneTags: {kuma.io/service: web}", "targetPort: main"))
        .containsExactly("192.0.2.1:8081", "192.0.2.2:8081");
  }

  @Test
  void labelsAndNamesSelectAllInboundsOfAProxy() {
    put(CoreTypes.DATAPLANE, PROXIES);

    assertThat(addresses("dataplaneLabels: {matchLabels: {app: orders}}", "targetPort: 8081"))
        .containsExactly("192.0.2.1:8081", "192.0.2.2:8081");
    assertThat(addresses("dataplaneRef: {name: c}", "appProtocol: http"))
        .as("without a target, the inbound of the same number; and a tag is not needed")
        .containsExactly("192.0.2.3:80");
    assertThat(addresses("dataplaneLabels: {}", "targetPort: 8082"))
        .containsExactly("192.0.2.1:8082");
  }

  @Test
  void whatSaysNothingSelectsNobody() {
    put(CoreTypes.DATAPLANE, PROXIES);

    assertThat(addresses("dataplaneTags: {}", "targetPort: 8081")).isEmpty();
    assertThat(addresses("dataplaneRef: {name: nobody}", "targetPort: 8081")).isEmpty();
    assertThat(addresses("dataplaneTags: {kuma.io/service: db}", "targetPort: 8081")).isEmpty();
  }

  @Test
  void onlyPortsWhoseEndpointsDifferAreNamed() {
    put(CoreTypes.DATAPLANE, PROXIES);
    put(CoreTypes.MESH_SERVICE, service("dataplaneTags: {version: v1}", "targetPort: 8081"));
    TableSnapshot before = snapshot;
    put(CoreTypes.DATAPLANE, PROXIES.replace("version: v1", "version: v3"));

    assertThat(MeshServiceIndex.of(before).differences(MeshServiceIndex.of(snapshot)))
        .containsExactly("kri_msvc_m___s_80");
    TableSnapshot between = snapshot;
    put(CoreTypes.DATAPLANE, PROXIES.replace("version: v1", "version: v4"));
    assertThat(MeshServiceIndex.of(between).differences(MeshServiceIndex.of(snapshot))).isEmpty();
  }

  @Test
  void endpointsThatDidNotChangeAreTheSameObject() {
    put(CoreTypes.DATAPLANE, PROXIES);
    put(CoreTypes.MESH_SERVICE, service("dataplaneTags: {version: v1}", "targetPort: 8081"));
    List<Endpoint> before = MeshServiceIndex.of(snapshot).endpoints("kri_msvc_m___s_80");
    put(CoreTypes.DATAPLANE, PROXIES.replace("192.0.2.2", "192.0.2.22"));

    assertThat(MeshServiceIndex.of(snapshot).endpoints("kri_msvc_m___s_80"))
        .isNotEmpty()
        .isSameAs(before);
  }

  @Test
  void aVirtualAddressCountsAsAChangeAndACountOfProxiesDoesNot() {
    put(CoreTypes.MESH_SERVICE, service("dataplaneTags: {version: v1}", "targetPort: 8081"));
    Table<MeshService> table = table(CoreTypes.MESH_SERVICE);
    Resource<MeshService> service = table.resources().get(0);
    MeshServiceStatus counted =
        new MeshServiceStatus(null, null, null, null, new DataplaneProxies(1, 1, 1));
    MeshServiceStatus addressed =
        new MeshServiceStatus(null, List.of(new Vip("241.0.0.1")), null, null, null);

    assertThat(table.with(read(service.withStatus(counted)), new ArrayList<>())).isSameAs(table);
    assertThat(table.with(read(service.withStatus(addressed)), new ArrayList<>()))
        .isNotSameAs(table);
  }

  private List<String> addresses(String selector, String port) {
    put(CoreTypes.MESH_SERVICE, service(selector, port));
    return MeshServiceIndex.of(snapshot).endpoints("kri_msvc_m___s_80").stream()
        .map(endpoint -> endpoint.address() + ":" + endpoint.port())
        .toList();
  }

  private static String service(String selector, String port) {
    return "- {name: s, spec: {selector: {%s}, ports: [{port: 80, %s}]}}".formatted(selector, port);
  }

  private static Map<ResourceKey, Optional<Resource<MeshService>>> read(
      Resource<MeshService> service) {
    return Map.of(service.key(), Optional.of(service));
  }

  private <S extends Spec> void put(ResourceType<S> type, String yaml) {
    Map<ResourceKey, Optional<Resource<S>>> read = new TreeMap<>();
    for (JsonNode item : codec.parseYaml(yaml)) {
      ObjectNode document = item.deepCopy();
      Resource<S> resource =
          type.cast(codec.toResource(TYPES, document.put("type", type.name()).put("mesh", "m")));
      read.put(resource.key(), Optional.of(resource));
    }
    snapshot = snapshot.with(Map.of(type.name(), table(type).with(read, new ArrayList<>())));
  }

  private <S extends Spec> Table<S> table(ResourceType<S> type) {
    Table<S> table = snapshot.table(type);
    return table == null ? Table.empty(type) : table;
  }
}
