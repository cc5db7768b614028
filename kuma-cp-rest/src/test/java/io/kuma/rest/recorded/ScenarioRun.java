package io.kuma.rest.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.rest.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of a scenario and compares the answers. What it created it deletes in the end, so
 * that scenarios share a server.
 */
final class ScenarioRun implements AutoCloseable {
  /** Owners and owned may only go in a certain order, which repetition finds. */
  private static final int ROUNDS = 6;

  private final Scenario scenario;
  private final TestServer server;
  private final KnownDifferences known;
  private final Normaliser normaliser;
  private final Set<String> meshes = new TreeSet<>();
  private final List<String> made = new ArrayList<>();
  private final Map<String, List<String>> problems = new LinkedHashMap<>();

  ScenarioRun(Scenario scenario, TestServer server, KnownDifferences known) {
    this.scenario = scenario;
    this.server = server;
    this.known = known;
    this.normaliser = new Normaliser(server.root(), server.codec);
  }

  /** The answers that are wrong, by name, each with what differs. */
  Map<String, List<String>> run() {
    scenario.steps().forEach(this::step);
    return problems;
  }

  /** Deletes what was made, the newest first. */
  @Override
  public void close() {
    List<String> left = new ArrayList<>(made);
    Collections.reverse(left);
    for (int i = 0; i < ROUNDS && !left.isEmpty(); i++) {
      left.removeIf(path -> List.of(200, 404, 405).contains(server.delete(path).statusCode()));
    }
    assertThat(left).as("what %s could not delete", scenario.label()).isEmpty();
  }

  private void step(JsonNode step) {
    String name = step.path("as").asText(null);
    if (step.has("apply")) {
      apply(step.path("apply").asText(), name);
    } else if (step.has("put")) {
      write("PUT", step.path("put"), step, name);
    } else if (step.has("post")) {
      write("POST", step.path("post"), step, name);
    } else if (step.has("delete")) {
      String path = step.path("delete").asText();
      HttpResponse<String> answer = call("DELETE", path, null, step);
      if (answer.statusCode() == 200) {
        made.remove(path);
      }
      settle(name, answer, step);
    } else if (step.has("get")) {
      settle(name, call("GET", step.path("get").asText(), null, step), step);
    } else if (step.has("connect")) {
      server.connect(scenario.documents(step.path("connect").path("node").asText()).get(0));
      server.settle();
    } else if (step.has("wait") || step.has("sleep")) {
      server.settle();
    } else if (step.has("kumactl")) {
      List<String> wrong =
          new KumactlStep(
                  scenario,
                  server.root(),
                  normaliser,
                  new VirtualIps(server.virtualIps(meshes)),
                  server.codec)
              .differences(step.path("kumactl"));
      wrong = known.judge(scenario.label(), wrong);
      if (!wrong.isEmpty()) {
        problems.put("kumactl", wrong);
      }
    } else if (step.has("eventually")) {
      // What is observed is a function of what was written, so once is enough.
      server.settle();
      JsonNode once = step.path("eventually");
      settle(once.path("as").asText(), call("GET", once.path("get").asText(), null, once), once);
    } else {
      throw new IllegalArgumentException("unknown step " + step);
    }
  }

  private void apply(String file, @Nullable String name) {
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    for (JsonNode document : scenario.documents(file)) {
      if (document.path("type").asText().equals("Mesh")) {
        meshes.add(document.path("name").asText());
      }
      HttpResponse<String> answer =
          call("PUT", path(document), server.codec.toJson(document), document.path("none"));
      if (name == null) {
        assertThat(answer.statusCode()).as(document + ": " + answer.body()).isBetween(200, 201);
      }
      answers.add(
          answer(answer, "")
              .put(
                  "resource",
                  document.path("type").asText() + "/" + document.path("name").asText()));
    }
    if (name != null) {
      compare(name, JsonNodeFactory.instance.objectNode().set("answers", answers));
    }
  }

  private void write(String method, JsonNode request, JsonNode step, @Nullable String name) {
    String body =
        request.has("text")
            ? request.path("text").asText()
            : server.codec.toJson(request.path("body"));
    settle(name, call(method, request.path("path").asText(), body, request), step);
  }

  private void settle(@Nullable String name, HttpResponse<String> answer, JsonNode step) {
    if (name == null) {
      assertThat(answer.statusCode()).as(step + ": " + answer.body()).isBetween(200, 201);
    } else {
      compare(name, answer(answer, step.path("parse").asText("")));
    }
  }

  private void compare(String name, JsonNode got) {
    List<String> differences =
        Differences.between(
            normaliser.tree(corrected(scenario.expected(name))),
            normaliser.tree(new VirtualIps(server.virtualIps(meshes)).withOwners(got)));
    List<String> wrong = known.judge(scenario.label() + "/" + name, differences);
    if (!wrong.isEmpty()) {
      problems.put(name, wrong);
    }
  }

  /** Envoy does not know the word that upstream tells it (docs/deviations.md). */
  private JsonNode corrected(JsonNode recorded) {
    return server.codec.parseJson(
        recorded.toString().replace("\"retryOn\":\"canceled,", "\"retryOn\":\"cancelled,"));
  }

  private ObjectNode answer(HttpResponse<String> response, String parse) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", response.statusCode());
    if (parse.equals("status")) {
      return answer;
    }
    String text = response.body();
    JsonNode body = null;
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        body = server.codec.parseJson(text);
      } catch (MalformedJson e) {
        // It is compared as text then.
      }
    }
    if (parse.equals("keys")) {
      answer.set("body", keys(body == null ? NullNode.getInstance() : body));
    } else if (body == null) {
      answer.put("body", normaliser.text(text));
    } else {
      answer.set("body", body);
    }
    return answer;
  }

  private static JsonNode keys(JsonNode tree) {
    if (!tree.isObject()) {
      return NullNode.getInstance();
    }
    ObjectNode keys = JsonNodeFactory.instance.objectNode();
    tree.properties().forEach(member -> keys.set(member.getKey(), keys(member.getValue())));
    return keys;
  }

  private HttpResponse<String> call(
      String method, String path, @Nullable String body, JsonNode withHeaders) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", "application/json");
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    for (Map.Entry<String, JsonNode> header : withHeaders.path("headers").properties()) {
      if (header.getValue().isNull()) {
        headers.remove(header.getKey());
      } else {
        headers.put(header.getKey(), header.getValue().asText());
      }
    }
    HttpResponse<String> answer = server.send(method, path, body, headers);
    if (method.equals("PUT") && answer.statusCode() < 300 && !made.contains(path)) {
      made.add(path);
    }
    return answer;
  }

  private String path(JsonNode document) {
    ResourceType<?> type = server.types.findByName(document.path("type").asText()).orElseThrow();
    String name = document.path("name").asText();
    return type.scope() == Scope.MESH
        ? "/meshes/" + document.path("mesh").asText("default") + "/" + type.path() + "/" + name
        : "/" + type.path() + "/" + name;
  }
}
