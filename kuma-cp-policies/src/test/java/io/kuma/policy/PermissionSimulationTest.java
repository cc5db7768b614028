package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.policy.simulation.Call;
import io.kuma.policy.simulation.Outcome;
import io.kuma.policy.simulation.Outcome.Failed;
import io.kuma.policy.simulation.Outcome.Forbidden;
import io.kuma.policy.simulation.Outcome.Reached;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who gets through to whom, whatever the configuration looks like that makes it so. */
final class PermissionSimulationTest {
  private static final String MUTUAL_TLS =
      """
      type: Mesh
      name: m
      mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}
      """;

  private static final String PROXIES =
      """
      type: Dataplane
      mesh: m
      name: web
      networking:
        address: 192.0.2.1
        inbound: [{port: 80, tags: {kuma.io/service: web, kuma.io/protocol: http, team: a}}]
        outbound: [{port: 1, tags: {kuma.io/service: api}}, {port: 2, tags: {kuma.io/service: db}}]
      ---
      type: Dataplane
      mesh: m
      name: api
      networking:
        address: 192.0.2.2
        inbound: [{port: 80, servicePort: 8080, tags: {kuma.io/service: api, kuma.io/protocol: http}}]
        outbound: [{port: 2, tags: {kuma.io/service: db}}]
      ---
      type: Dataplane
      mesh: m
      name: db
      networking:
        address: 192.0.2.3
        inbound: [{port: 5432, tags: {kuma.io/service: db}}]
      """;

  private static final Outcome AT_API = new Reached(new TreeMap<>(Map.of("api:8080", 1)));
  private static final Outcome AT_DB = new Reached(new TreeMap<>(Map.of("db:5432", 1)));

  @Test
  void withoutMutualTlsEverybodyGetsThrough() {
    TestMesh mesh = mesh("{type: Mesh, name: m}");
    assertThat(call(mesh, "web", 1)).isEqualTo(AT_API);
    assertThat(call(mesh, "web", 2)).isEqualTo(AT_DB);
  }

  @Test
  void withMutualTlsNobodyGetsThroughUnlessAllowed() {
    TestMesh mesh = mesh(MUTUAL_TLS);
    assertThat(call(mesh, "web", 1)).isEqualTo(new Forbidden("api"));
    assertThat(call(mesh, "web", 2)).isEqualTo(new Forbidden("db"));
  }

  @Test
  void allowedForAll() {
    TestMesh mesh = mesh(MUTUAL_TLS, from("all", "{kind: Mesh}", "{kind: Mesh}", "Allow"));
    assertThat(call(mesh, "web", 1)).isEqualTo(AT_API);
    assertThat(call(mesh, "api", 2)).isEqualTo(AT_DB);
  }

  @Test
  void deniedToOneServiceOnly() {
    TestMesh mesh =
        mesh(
            MUTUAL_TLS,
            from("all", "{kind: Mesh}", "{kind: Mesh}", "Allow"),
            from(
                "not-web",
                "{kind: MeshSubset, tags: {kuma.io/service: db}}",
                "{kind: MeshSubset, tags: {kuma.io/service: web}}",
                "Deny"));
    assertThat(call(mesh, "web", 2)).isEqualTo(new Forbidden("db"));
    assertThat(call(mesh, "api", 2)).isEqualTo(AT_DB);
    assertThat(call(mesh, "web", 1)).isEqualTo(AT_API);
  }

  @Test
  void deniedToOneOfSeveralServices() {
    TestMesh mesh =
        mesh(
            MUTUAL_TLS,
            """
            type: MeshTrafficPermission
            mesh: m
            name: all-but-some
            spec:
              from:
              - {targetRef: {kind: Mesh}, default: {action: Allow}}
              - {targetRef: {kind: MeshService, name: web}, default: {action: Deny}}
              - {targetRef: {kind: MeshService, name: another}, default: {action: Deny}}
            """);
    assertThat(call(mesh, "web", 1)).isEqualTo(new Forbidden("api"));
    assertThat(call(mesh, "web", 2)).isEqualTo(new Forbidden("db"));
    assertThat(call(mesh, "api", 2)).isEqualTo(AT_DB);
  }

  @Test
  void allowedByTheTagsInTheCertificate() {
    TestMesh mesh =
        mesh(MUTUAL_TLS, from("a", "{kind: Mesh}", "{kind: MeshSubset, tags: {team: a}}", "Allow"));
    assertThat(call(mesh, "web", 2)).isEqualTo(AT_DB);
    assertThat(call(mesh, "api", 2)).isEqualTo(new Forbidden("db"));
  }

  @Test
  void shadowDeniedIsAllowed() {
    TestMesh mesh =
        mesh(MUTUAL_TLS, from("all", "{kind: Mesh}", "{kind: Mesh}", "AllowWithShadowDeny"));
    assertThat(call(mesh, "web", 1)).isEqualTo(AT_API);
  }

  @Test
  void byIdentityDenyWinsOverAllow() {
    TestMesh mesh =
        mesh(
            MUTUAL_TLS,
            """
            type: MeshTrafficPermission
            mesh: m
            name: by-identity
            spec:
              rules:
              - default:
                  allow: [{spiffeID: {type: Prefix, value: 'spiffe://m'}}]
                  deny: [{spiffeID: {type: Exact, value: 'spiffe://m/web'}}]
            """);
    assertThat(call(mesh, "web", 2)).isEqualTo(new Forbidden("db"));
    assertThat(call(mesh, "api", 2)).isEqualTo(AT_DB);
  }

  @Test
  void strictRefusesPlaintextAndPermissiveTakesIt() {
    String strict = from("all", "{kind: Mesh}", "{kind: Mesh}", "Allow");
    String permissive =
        """
        type: MeshTLS
        mesh: m
        name: permissive
        spec: {rules: [{default: {mode: Permissive}}]}
        """;
    assertThat(mesh(MUTUAL_TLS, strict).simulation().callFromOutside("api", "192.0.2.2", 80))
        .isEqualTo(new Failed("a certificate is required"));
    TestMesh mesh = mesh(MUTUAL_TLS, strict, permissive);
    assertThat(mesh.simulation().callFromOutside("api", "192.0.2.2", 80)).isEqualTo(AT_API);
    assertThat(call(mesh, "web", 1)).isEqualTo(AT_API);
  }

  private static Outcome call(TestMesh mesh, String client, int port) {
    return mesh.simulation().call(client, Call.get(port, "/"));
  }

  private static TestMesh mesh(String... documents) {
    List<String> all = new ArrayList<>(List.of(documents));
    all.add(PROXIES);
    return TestMesh.of(all);
  }

  private static String from(String name, String proxies, String callers, String action) {
    return """
        type: MeshTrafficPermission
        mesh: m
        name: %s
        spec: {targetRef: %s, from: [{targetRef: %s, default: {action: %s}}]}
        """
        .formatted(name, proxies, callers, action);
  }
}
