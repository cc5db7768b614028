package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.policy.simulation.Call;
import io.kuma.policy.simulation.Outcome;
import io.kuma.policy.simulation.Outcome.Reached;
import io.kuma.policy.simulation.Outcome.Redirected;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where requests land, whatever the routes look like that send them there. */
final class RouteSimulationTest {
  private static final int API = 1;

  private static final String PROXIES =
      """
      type: Mesh
      name: m
      ---
      type: Dataplane
      mesh: m
      name: web
      networking:
        address: 192.0.2.1
        inbound: [{port: 80, tags: {kuma.io/service: web, kuma.io/protocol: http}}]
        outbound: [{port: 1, tags: {kuma.io/service: api}}]
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
      type: Dataplane
      mesh: m
      name: old
      networking:
        address: 192.0.2.13
        inbound: [{port: 80, tags: {kuma.io/service: old, kuma.io/protocol: http}}]
      """;

  private static final Outcome ALL = reached(Map.of("api-1:80", 1, "api-2:80", 1));
  private static final Outcome OLD = reached(Map.of("old:80", 1));

  @Test
  void withoutRoutesEveryInstanceGetsItsShare() {
    assertThat(call("", Call.get(API, "/anything"))).isEqualTo(ALL);
  }

  @Test
  void splitsByWeight() {
    String rules =
        """
        - matches: [{path: {type: PathPrefix, value: /}}]
          default:
            backendRefs:
            - {kind: MeshServiceSubset, name: api, tags: {version: v1}, weight: 90}
            - {kind: MeshServiceSubset, name: api, tags: {version: v2}, weight: 10}
        """;
    assertThat(call(rules, Call.get(API, "/")))
        .isEqualTo(reached(Map.of("api-1:80", 90, "api-2:80", 10)));
  }

  @Test
  void prefixesEndAtSegments() {
    String rules = to("{path: {type: PathPrefix, value: /old}}");
    assertThat(call(rules, Call.get(API, "/old"))).isEqualTo(OLD);
    assertThat(call(rules, Call.get(API, "/old/things"))).isEqualTo(OLD);
    assertThat(call(rules, Call.get(API, "/older"))).isEqualTo(ALL);
  }

  @Test
  void methodHeadersAndParameters() {
    assertThat(call(to("{method: POST}"), Call.get(API, "/").by("POST"))).isEqualTo(ALL);
    String post = to("{method: POST, path: {type: Exact, value: /x}}");
    assertThat(call(post, Call.get(API, "/x").by("POST"))).isEqualTo(OLD);
    assertThat(call(post, Call.get(API, "/x"))).isEqualTo(ALL);
    String header =
        to("{path: {type: Exact, value: /x}, headers: [{type: Prefix, name: x-who, value: me-}]}");
    assertThat(call(header, Call.get(API, "/x").with("x-who", "me-1"))).isEqualTo(OLD);
    assertThat(call(header, Call.get(API, "/x"))).isEqualTo(ALL);
    String parameter =
        to("{path: {type: Exact, value: /x}, queryParams: [{type: Exact, name: q, value: '1'}]}");
    assertThat(call(parameter, Call.get(API, "/x?q=1"))).isEqualTo(OLD);
    assertThat(call(parameter, Call.get(API, "/x?q=2"))).isEqualTo(ALL);
  }

  @Test
  void backendsThatDoNotExistAreLeftOut() {
    String mixed =
        """
        - matches: [{path: {type: PathPrefix, value: /x}}]
          default:
            backendRefs: [{kind: MeshService, name: nobody}, {kind: MeshService, name: old}]
        """;
    assertThat(call(mixed, Call.get(API, "/x"))).isEqualTo(OLD);
    String nobody =
        """
        - matches: [{path: {type: PathPrefix, value: /x}}]
          default: {backendRefs: [{kind: MeshService, name: nobody}]}
        """;
    assertThat(call(nobody, Call.get(API, "/x"))).isEqualTo(ALL);
  }

  @Test
  void redirectsAnswerInsteadOfSendingOn() {
    String rules =
        """
        - matches: [{path: {type: PathPrefix, value: /moved}}]
          default:
            filters: [{type: RequestRedirect, requestRedirect: {hostname: elsewhere.test}}]
        """;
    assertThat(call(rules, Call.get(API, "/moved")))
        .isEqualTo(new Redirected("elsewhere.test", ""));
  }

  private static Outcome reached(Map<String, Integer> shares) {
    return new Reached(new TreeMap<>(shares));
  }

  private static String to(String match) {
    return "- matches: ["
        + match
        + "]\n  default: {backendRefs: [{kind: MeshService, name: old}]}\n";
  }

  private static Outcome call(String rules, Call call) {
    String route =
        """
        type: MeshHTTPRoute
        mesh: m
        name: r
        spec:
          to:
          - targetRef: {kind: MeshService, name: api}
            rules:
        """
            + rules.indent(4);
    List<String> documents = rules.isEmpty() ? List.of(PROXIES) : List.of(PROXIES, route);
    return TestMesh.of(documents).simulation().call("web", call);
  }
}
