package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.access.AccessLists;
import io.kuma.core.access.Action;
import io.kuma.core.access.Permitted;
import io.kuma.core.manager.ControlPlane;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the table of {@code docs/security.md}: each list holds for the calls that name it. */
class SecurityTableTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(GET|PUT|POST|DELETE) (/\\S*)` \\| `([A-Z_]+)` \\|");
  private static final Map<String, Action> LISTS =
      Map.of(
          "ADMIN_RESOURCES", Action.ADMIN_RESOURCES,
          "GENERATE_DP_TOKEN", Action.GENERATE_DATAPLANE_TOKEN,
          "GENERATE_USER_TOKEN", Action.GENERATE_USER_TOKEN,
          "GENERATE_ZONE_TOKEN", Action.GENERATE_ZONE_TOKEN,
          "GET_CONFIG_DUMP", Action.VIEW_CONFIG_DUMP,
          "VIEW_STATS", Action.VIEW_STATS,
          "VIEW_CLUSTERS", Action.VIEW_CLUSTERS,
          "CONTROL_PLANE_METADATA", Action.CONTROL_PLANE_METADATA);

  /** A server for each list, that only the anonymous user and nobody else may use. */
  private static final Map<Action, TestServer> OPEN = new EnumMap<>(Action.class);

  @SuppressWarnings("NullAway.Init")
  private static TestServer closed;

  private record Call(String method, String path, Action list) {}

  @BeforeAll
  static void start() {
    AccessLists nobody = AccessLists.DEFAULT;
    for (Action action : Action.values()) {
      nobody = nobody.with(action, new Permitted(List.of("nobody"), List.of()));
    }
    closed = new TestServer(ControlPlane.standalone("default"), nobody);
    for (Action action : Action.values()) {
      OPEN.put(
          action,
          new TestServer(
              ControlPlane.standalone("default"),
              nobody.with(action, new Permitted(List.of("mesh-system:anonymous"), List.of()))));
    }
    Stream.concat(Stream.of(closed), OPEN.values().stream())
        .forEach(
            server ->
                assertThat(
                        server
                            .send(
                                "PUT",
                                "/meshes/default",
                                "{\"type\":\"Mesh\",\"name\":\"default\"}")
                            .statusCode())
                    .isEqualTo(201));
  }

  @AfterAll
  static void stop() {
    closed.close();
    OPEN.values().forEach(TestServer::close);
  }

  private static List<Call> table() throws IOException {
    Path file = Path.of(System.getProperty("kuma.project.dir"), "docs", "security.md");
    List<Call> calls = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        calls.add(
            new Call(row.group(1), row.group(2), Objects.requireNonNull(LISTS.get(row.group(3)))));
      }
    }
    return calls;
  }

  static Stream<Call> calls() throws IOException {
    return table().stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void onlyThoseOnTheListMay(Call call) {
    HttpResponse<String> refused = ask(closed, call);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body())
        .contains("Access Denied", "mesh-system:anonymous/mesh-system:unauthenticated");
    HttpResponse<String> allowed = ask(Objects.requireNonNull(OPEN.get(call.list())), call);
    assertThat(allowed.statusCode()).as(allowed.body()).isNotIn(401, 403);
  }

  @Test
  void everyListHasACall() throws IOException {
    Set<Action> named = new TreeSet<>();
    table().forEach(call -> named.add(call.list()));
    assertThat(named).containsExactly(Action.values());
  }

  @Test
  void whatHasNoListIsForEverybody() {
    for (String path : List.of("/", "/meshes", "/who-am-i", "/_resources", "/meshtimeouts")) {
      assertThat(closed.get(path, "X-Forwarded-For", "192.0.2.9").statusCode())
          .as(path)
          .isEqualTo(200);
    }
  }

  /** From elsewhere, so that nobody takes it for an administrator. */
  private static HttpResponse<String> ask(TestServer server, Call call) {
    String path = call.path().replace("{mesh}", "default").replace("{name}", "some");
    return server.send(call.method(), path, body(call), "X-Forwarded-For", "192.0.2.9");
  }

  /** Good ones: the contract looks at them first. */
  private static @Nullable String body(Call call) {
    if (call.method().equals("POST")) {
      return "{}";
    } else if (!call.method().equals("PUT")) {
      return null;
    }
    return call.path().contains("{mesh}")
        ? "{\"type\":\"Secret\",\"mesh\":\"default\",\"name\":\"some\",\"data\":\"YQ==\"}"
        : "{\"type\":\"GlobalSecret\",\"name\":\"some\",\"data\":\"YQ==\"}";
  }
}
