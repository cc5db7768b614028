package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyModels;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import io.kuma.xds.generate.ProxyGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnabledPoliciesTest {
  private static final List<String> PATHS =
      Policies.POLICIES.stream().map(policy -> policy.resource().path()).toList();

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
        inbound: [{port: 80, tags: {kuma.io/service: web, kuma.io/protocol: http}}]
        outbound: [{port: 10001, tags: {kuma.io/service: api}}]
      ---
      type: Dataplane
      mesh: m
      name: api
      networking:
        address: 192.0.2.2
        inbound: [{port: 80, tags: {kuma.io/service: api, kuma.io/protocol: http}}]
      ---
      type: MeshTimeout
      mesh: m
      name: timeout
      spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 77s}}]}
      ---
      type: MeshRetry
      mesh: m
      name: retry
      spec: {to: [{targetRef: {kind: Mesh}, default: {http: {numRetries: 7}}}]}
      ---
      type: MeshTrafficPermission
      mesh: m
      name: permission
      spec: {from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]}
      ---
      type: MeshHTTPRoute
      mesh: m
      name: route
      spec:
        to:
        - targetRef: {kind: MeshService, name: api}
          rules:
          - matches: [{path: {type: PathPrefix, value: /only}}]
            default: {filters: [{type: RequestRedirect, requestRedirect: {hostname: other}}]}
      ---
      type: MeshAccessLog
      mesh: m
      name: log
      spec: {from: [{targetRef: {kind: Mesh}, default: {backends: [{type: File, file: {path: /x}}]}}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MeshTimeout",
        "MeshRetry",
        "MeshTrafficPermission",
        "MeshHTTPRoute",
        "MeshAccessLog"
      })
  void aPolicyThatIsNotEnabledIsAsIfItWereNotThere(String type) {
    List<String> documents = Arrays.asList(MESH.split("---\n", -1));
    List<String> without =
        documents.stream()
            .filter(document -> !document.startsWith("type: " + type + "\n"))
            .toList();
    List<String> paths = new ArrayList<>(PATHS);
    paths.removeIf(path -> path.equals(path(type)));
    SortedMap<String, String> told = told(documents, EnabledPolicies.of(paths));
    assertThat(told)
        .isEqualTo(told(without, EnabledPolicies.ALL))
        .isNotEqualTo(told(documents, EnabledPolicies.ALL));
  }

  @Test
  void proxiesAreServedWithoutAnyPolicyToo() {
    List<String> documents = Arrays.asList(MESH.split("---\n", -1));
    assertThat(told(documents, EnabledPolicies.of(List.of())))
        .isEqualTo(told(documents.subList(0, 3), EnabledPolicies.of(List.of())))
        .isNotEmpty();
  }

  @Test
  void theOrderOfPathsMeansNothing() {
    List<String> reversed = new ArrayList<>(PATHS);
    Collections.reverse(reversed);
    assertThat(EnabledPolicies.of(reversed).types()).isEqualTo(Policies.POLICIES);
  }

  @Test
  void onlyPoliciesWithATargetRefCanBeUnknown() {
    EnabledPolicies none = EnabledPolicies.of(List.of());
    assertThat(none.know(Policies.MESH_TIMEOUT)).isFalse();
    assertThat(none.know(CoreTypes.MESH_HTTP_ROUTE)).isFalse();
    assertThat(none.know(Policies.TIMEOUT)).isTrue();
    assertThat(none.know(CoreTypes.MESH)).isTrue();
    assertThat(EnabledPolicies.of(List.of("meshtimeouts")).know(Policies.MESH_TIMEOUT)).isTrue();
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnabledPolicies.of(List.of("meshtimeouts", "dataplanes")))
        .withMessageStartingWith("\"dataplanes\" is not among the policies meshaccesslogs, ")
        .withMessageEndingWith(", meshtrafficpermissions");
  }

  private static String path(String type) {
    return Policies.POLICIES.stream()
        .filter(policy -> policy.resource().name().equals(type))
        .findFirst()
        .orElseThrow()
        .resource()
        .path();
  }

  private static SortedMap<String, String> told(List<String> documents, EnabledPolicies enabled) {
    TestMesh mesh = TestMesh.of(documents);
    Resource<Dataplane> web = mesh.dataplane("web").orElseThrow();
    XdsResources resources =
        new ProxyGenerator(Policies.PLUGINS)
            .generate(
                new ProxyModels(TestMesh.CODEC, TestMesh.CONTROL_PLANE)
                    .of(
                        mesh,
                        web,
                        new PolicyMatcher(enabled.types(), TestMesh.CODEC).match(mesh, web),
                        new ProxyInputs(
                            TestMesh.ZONE,
                            NodeFacts.of(TestMesh.CODEC.parseYaml("workdir: /run")),
                            AdminTls.HIDDEN,
                            List.of())));
    SortedMap<String, String> versions = new TreeMap<>();
    for (XdsType type : XdsType.values()) {
      resources
          .of(type)
          .forEach((name, resource) -> versions.put(type + " " + name, resource.version()));
    }
    return versions;
  }
}
