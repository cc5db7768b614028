package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.generate.ProxyGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same mesh gives the same model and the same bytes, however it came together. */
final class DeterminismTest {
  private static final String MESH =
      """
      type: Mesh
      name: m
      mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}
      ---
      type: Dataplane
      mesh: m
      name: web
      networking:
        address: 192.0.2.1
        inbound:
        - {port: 80, tags: {kuma.io/service: web, kuma.io/protocol: http, team: a, version: v1}}
        - {port: 81, tags: {kuma.io/service: web-tcp}}
        outbound: [{port: 1, tags: {kuma.io/service: api}}, {port: 2, tags: {kuma.io/service: web}}]
      ---
      type: Dataplane
      mesh: m
      name: api-1
      networking:
        address: 192.0.2.11
        inbound: [{port: 80, tags: {kuma.io/service: api, kuma.io/protocol: http, version: v1}}]
      ---
      type: Dataplane
      mesh: m
      name: api-2
      networking:
        address: 192.0.2.12
        inbound: [{port: 80, tags: {kuma.io/service: api, kuma.io/protocol: http, version: v2}}]
      ---
      type: MeshTimeout
      mesh: m
      name: a
      spec:
        to: [{targetRef: {kind: Mesh}, default: {http: {requestTimeout: 1s}}}]
        rules: [{default: {idleTimeout: 2s}}]
      ---
      type: MeshTimeout
      mesh: m
      name: b
      spec: {to: [{targetRef: {kind: MeshService, name: api}, default: {idleTimeout: 3s}}]}
      ---
      type: MeshTrafficPermission
      mesh: m
      name: a
      spec: {from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]}
      ---
      type: MeshTrafficPermission
      mesh: m
      name: b
      spec: {from: [{targetRef: {kind: MeshSubset, tags: {team: x}}, default: {action: Deny}}]}
      ---
      type: MeshHTTPRoute
      mesh: m
      name: r
      spec:
        to:
        - targetRef: {kind: MeshService, name: api}
          rules:
          - matches: [{path: {type: PathPrefix, value: /}}]
            default:
              backendRefs:
              - {kind: MeshServiceSubset, name: api, tags: {version: v1}, weight: 9}
              - {kind: MeshServiceSubset, name: api, tags: {version: v2}, weight: 1}
      """;

  private static final NodeFacts NODE = NodeFacts.of(TestMesh.CODEC.parseYaml("workdir: /run"));

  @Test
  void theOrderInWhichResourcesCameDecidesNothing() {
    List<String> documents = new ArrayList<>(Arrays.asList(MESH.split("---\n", -1)));
    ProxyModel first = TestMesh.of(documents).model("web", NODE);
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(documents, random);
      ProxyModel again = TestMesh.of(documents).model("web", NODE);
      assertThat(versions(again)).isEqualTo(versions(first));
    }
  }

  /** What early cut-off stands on: nothing changed, so the model is equal and nothing is sent. */
  @Test
  void anUnchangedMeshGivesAnEqualModel() {
    ProxyModel one = TestMesh.of(List.of(MESH)).model("web", NODE);
    ProxyModel two = TestMesh.of(List.of(MESH)).model("web", NODE);
    assertThat(two).isEqualTo(one).hasSameHashCodeAs(one);
  }

  @Test
  void knowsWhoseEndpointsItUses() {
    assertThat(TestMesh.of(List.of(MESH)).model("web", NODE).services())
        .containsExactly("api", "web");
  }

  private static SortedMap<String, String> versions(ProxyModel model) {
    XdsResources resources = new ProxyGenerator(Policies.PLUGINS).generate(model);
    SortedMap<String, String> versions = new TreeMap<>();
    for (XdsType type : XdsType.values()) {
      resources
          .of(type)
          .forEach((name, resource) -> versions.put(type + " " + name, resource.version()));
    }
    return versions;
  }
}
