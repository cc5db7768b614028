package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users of a server, who call from elsewhere with a token; and what gives them roles. */
final class Users {
  private final TestServer server;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  Users(TestServer server) {
    this.server = server;
  }

  HttpResponse<String> get(String user, String path) {
    return send(user, "GET", path, null);
  }

  /**
   * @param user and its groups, separated by commas; empty for nobody
   */
  HttpResponse<String> send(String user, String method, String path, @Nullable String body) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("X-Forwarded-For", "192.0.2.9");
    if (!user.isEmpty()) {
      headers.put("Authorization", "Bearer " + tokens.computeIfAbsent(user, this::token));
    }
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    return server.send(method, path, body, headers);
  }

  private String token(String user) {
    String[] names = user.split(",", -1);
    String groups =
        Arrays.stream(names)
            .skip(1)
            .map(group -> "\"" + group + "\"")
            .collect(Collectors.joining(","));
    HttpResponse<String> answer =
        server.send(
            "POST",
            "/tokens/user",
            "{\"name\": \"%s\", \"groups\": [%s], \"validFor\": \"1h\"}"
                .formatted(names[0], groups));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Stores a resource as an administrator. */
  void apply(String path, String yaml) {
    HttpResponse<String> answer =
        server.put(path, server.codec.toJson(server.codec.parseYaml(yaml)));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  /**
   * @param rules in YAML's flow form
   */
  void role(String name, String rules) {
    apply(
        "/accessroles/" + name,
        "{type: AccessRole, name: %s, spec: {rules: [%s]}}".formatted(name, rules));
  }

  /**
   * @param subject {@code User jane} or {@code Group ops}
   */
  void bind(String name, String subject, String roles) {
    String[] parts = subject.split(" ", 2);
    apply(
        "/accessrolebindings/" + name,
        "{type: AccessRoleBinding, name: %s, spec: {subjects: [{type: %s, name: '%s'}], roles: [%s]}}"
            .formatted(name, parts[0], parts[1], roles));
  }
}
