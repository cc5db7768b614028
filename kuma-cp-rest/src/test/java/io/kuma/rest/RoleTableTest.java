package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.accessrole.AccessRole.Verb;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the second table of {@code docs/security.md}: which call needs which role. */
class RoleTableTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(GET|PUT|POST|DELETE) (/\\S*)` \\| (`\\w+` of .*) \\|");
  private static final Pattern NEED = Pattern.compile("`(\\w+)` of `(\\w+)`");

  /** What everybody may call, and what lists alone are about. */
  private static final List<String> WITHOUT_ROLES =
      List.of(
          "GET /",
          "GET /who-am-i",
          "GET /config",
          "GET /_resources",
          "GET /policies",
          "GET /global-insight",
          "GET /global-insights",
          "POST /tokens/user");

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @SuppressWarnings("NullAway.Init")
  private static Users users;

  private record Need(Verb verb, String type) {}

  private record Call(String method, String path, List<Need> needs) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    /** The user who has just what is needed. */
    String user() {
      return needs.stream()
          .map(need -> need.verb() + "-" + need.type())
          .collect(Collectors.joining("."));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.withRoles();
    users = new Users(server);
    for (String mesh : List.of("m", "n")) {
      users.apply("/meshes/" + mesh, "{type: Mesh, name: %s}".formatted(mesh));
    }
    users.apply(
        "/meshes/m/meshtimeouts/some",
        "{type: MeshTimeout, mesh: m, name: some, spec: {to: [{targetRef: {kind: Mesh}, default:"
            + " {http: {requestTimeout: 7s}}}]}}");
    users.apply(
        "/meshes/m/meshservices/some",
        "{type: MeshService, mesh: m, name: some, labels: {kuma.io/zone: default}, spec: {selector:"
            + " {dataplaneTags: {kuma.io/service: web}}, ports: [{port: 80, targetPort: 80}]}}");
    users.role(
        "elsewhere",
        "{verbs: [read, write, inspect, readSecrets, writeSecrets, generateTokens], types: ['*'],"
            + " meshes: [n]}");
    users.bind("elsewhere", "User elsewhere", "elsewhere");
    Set<String> known = new LinkedHashSet<>();
    for (Call call : table()) {
      if (known.add(call.user())) {
        String rules =
            call.needs().stream().map(RoleTableTest::rule).collect(Collectors.joining(", "));
        String name = "r" + known.size();
        users.role(name, rules);
        users.bind(name, "User " + call.user(), name);
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String rule(Need need) {
    return "{verbs: [%s], types: [%s], meshes: [%s]}"
        .formatted(need.verb(), need.type(), isInMesh(need) ? "m" : "'*'");
  }

  private static boolean isInMesh(Need need) {
    ResourceType<?> type = server.types.findByName(need.type()).orElseThrow();
    return type.scope() == Scope.MESH || type.name().equals("Mesh");
  }

  private static List<Call> table() throws IOException {
    Path file = Path.of(System.getProperty("kuma.project.dir"), "docs", "security.md");
    List<Call> calls = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<Need> needs = new ArrayList<>();
        Matcher need = NEED.matcher(row.group(3));
        while (need.find()) {
          needs.add(new Need(Verb.valueOf(need.group(1)), need.group(2)));
        }
        calls.add(new Call(row.group(1), row.group(2), needs));
      }
    }
    return calls;
  }

  static Stream<Call> calls() throws IOException {
    return table().stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void needsItsRole(Call call) {
    assertThat(ask("nobody", call).statusCode()).isEqualTo(403);
    boolean inMesh = call.path().contains("{mesh}") || call.path().equals("/tokens/dataplane");
    if (inMesh || !call.needs().stream().allMatch(RoleTableTest::isInMesh)) {
      assertThat(ask("elsewhere", call).statusCode()).isEqualTo(403);
    } else {
      assertThat(ask("elsewhere", call).body()).doesNotContain("\"m\"");
    }
    HttpResponse<String> allowed = ask(call.user(), call);
    assertThat(allowed.statusCode()).as(allowed.body()).isNotIn(401, 403);
  }

  /** Deletions are rehearsed, so that there is something for the others. */
  private static HttpResponse<String> ask(String user, Call call) {
    String path =
        call.path()
            .replace("{mesh}", "m")
            .replace("{name}", "some")
            .replaceAll("\\{(kri|route)}", "kri_mt_m___some_");
    return users.send(
        user,
        call.method(),
        call.method().equals("DELETE") ? path + "?dry-run=true" : path,
        body(call));
  }

  private static @Nullable String body(Call call) {
    String type = call.needs().get(0).type();
    if (call.method().equals("POST")) {
      return type.equals("Zone")
          ? "{\"zone\":\"z\",\"scope\":[\"ingress\"]}"
          : "{\"mesh\":\"m\",\"name\":\"some\"}";
    } else if (!call.method().equals("PUT")) {
      return null;
    }
    return switch (type) {
      case "Mesh" -> "{\"type\":\"Mesh\",\"name\":\"m\"}";
      case "Secret" -> "{\"type\":\"Secret\",\"mesh\":\"m\",\"name\":\"some\",\"data\":\"YQ==\"}";
      default ->
          "{\"type\":\"MeshTimeout\",\"mesh\":\"m\",\"name\":\"some\",\"spec\":{\"to\":[{"
              + "\"targetRef\":{\"kind\":\"Mesh\"},\"default\":{\"http\":{\"requestTimeout\":"
              + "\"8s\"}}}]}}";
    };
  }

  /** A new endpoint is in the table, or everybody may call it and it says so here. */
  @Test
  void everyRouteIsInTheTable() throws IOException {
    List<String> known = new ArrayList<>(WITHOUT_ROLES);
    table().forEach(call -> known.add(call.toString()));
    List<String> missing = new ArrayList<>();
    for (String route : routes()) {
      Pattern pattern = Pattern.compile(pattern(route));
      if (known.stream().noneMatch(call -> pattern.matcher(call).matches())) {
        missing.add(route);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> routes() {
    List<String> routes = new ArrayList<>();
    for (Object component : server.components) {
      jakarta.ws.rs.Path root = component.getClass().getAnnotation(jakarta.ws.rs.Path.class);
      if (root != null) {
        for (Method method : component.getClass().getMethods()) {
          Arrays.stream(method.getAnnotations())
              .map(Annotation::annotationType)
              .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
              .forEach(verb -> routes.add(verb.value() + " " + path(root, method)));
        }
      }
    }
    assertThat(routes).hasSizeGreaterThan(40);
    return routes;
  }

  private static String path(jakarta.ws.rs.Path root, Method method) {
    jakarta.ws.rs.Path own = method.getAnnotation(jakarta.ws.rs.Path.class);
    return ("/" + root.value() + "/" + (own == null ? "" : own.value()))
        .replaceAll("/+", "/")
        .replaceAll("(?<=.)/$", "");
  }

  private static String pattern(String route) {
    StringBuilder pattern = new StringBuilder();
    Matcher parameter = Pattern.compile("\\{\\w+(?:: *([^}]*))?}").matcher(route);
    int end = 0;
    while (parameter.find()) {
      pattern.append(Pattern.quote(route.substring(end, parameter.start())));
      pattern.append(parameter.group(1) == null ? "[^/]+" : "(" + parameter.group(1) + ")");
      end = parameter.end();
    }
    return pattern.append(Pattern.quote(route.substring(end))).toString();
  }
}
