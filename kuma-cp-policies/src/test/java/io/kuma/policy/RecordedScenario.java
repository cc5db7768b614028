package io.kuma.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of recordings: what was applied and what each proxy was told. */
final class RecordedScenario {
  /** Parts of a Mesh that policies of older types use. */
  private static final List<String> FIELDS_OF_OTHER_TYPES =
      List.of("logging", "metrics", "tracing", "routing");

  private static final Pattern CONFIG = Pattern.compile("/meshes/[^/]+/dataplanes/([^/]+)/_config");

  private RecordedScenario() {}

  /**
   * What one proxy was told.
   *
   * @param resources by type URL and name
   * @param isStream it came over an ADS stream and not from the REST API, which hides keys
   * @param leftOutBecause why it cannot be compared yet; empty if it can
   */
  record Answer(
      Path file,
      List<String> documents,
      String dataplane,
      JsonNode metadata,
      JsonNode resources,
      boolean isStream,
      Optional<String> leftOutBecause) {}

  static Stream<Answer> answers(Path folder) {
    JsonNode scenario = yaml(folder.resolve("scenario.yaml"));
    List<String> documents = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    for (JsonNode step : scenario.path("steps")) {
      if (step.has("apply")) {
        documents.add(read(folder.resolve(step.get("apply").asText())));
      } else if (step.has("ads")) {
        ads(folder, step, documents).ifPresent(answers::add);
      } else if (step.has("eventually")) {
        JsonNode call = step.get("eventually");
        Matcher config = CONFIG.matcher(call.path("get").asText());
        if (config.matches()) {
          answers.add(config(folder, config.group(1), call.path("as").asText(), documents));
        }
      }
    }
    return answers.stream();
  }

  private static Optional<Answer> ads(Path folder, JsonNode step, List<String> documents) {
    Path file = folder.resolve("expected/" + step.path("as").asText() + ".json");
    JsonNode node = yaml(folder.resolve(step.path("ads").path("node").asText()));
    JsonNode resources = TestMesh.CODEC.parseJson(read(file)).path("resources");
    String id = node.path("id").asText();
    if (resources.isMissingNode() || id.startsWith(".") || documents.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(documents);
    if (step.path("ads").has("resource")) {
      all.add(read(folder.resolve(step.path("ads").path("resource").asText())));
    }
    return Optional.of(
        answer(
            file, all, id.substring(id.indexOf('.') + 1), node.path("metadata"), resources, true));
  }

  private static Answer config(Path folder, String dataplane, String name, List<String> documents) {
    Path file = folder.resolve("expected/" + name + ".json");
    JsonNode node = yaml(folder.resolve(dataplane + ".node.yaml"));
    JsonNode resources = TestMesh.CODEC.parseJson(read(file)).path("body").path("xds");
    return answer(file, documents, dataplane, node.path("metadata"), resources, false);
  }

  private static Answer answer(
      Path file,
      List<String> documents,
      String dataplane,
      JsonNode metadata,
      JsonNode resources,
      boolean isStream) {
    return new Answer(
        file,
        List.copyOf(documents),
        dataplane,
        metadata,
        resources,
        isStream,
        obstacle(documents, dataplane));
  }

  /**
   * What keeps us from comparing: something in the mesh that this control plane has not got yet.
   */
  private static Optional<String> obstacle(List<String> yamls, String dataplane) {
    List<JsonNode> documents =
        yamls.stream().flatMap(yaml -> TestMesh.CODEC.parseYamlDocuments(yaml).stream()).toList();
    JsonNode mesh = find(documents, "Mesh", document -> true);
    JsonNode networking =
        find(documents, "Dataplane", document -> document.path("name").asText().equals(dataplane))
            .path("networking");
    boolean hasZoneProxy =
        documents.stream()
            .anyMatch(document -> document.path("networking").path("listeners").size() > 0);
    if (hasZoneProxy) {
      return Optional.of("zone proxy");
    } else if (networking.path("gateway").path("type").asText().equals("BUILTIN")) {
      return Optional.of("builtin gateway");
    }
    return documents.stream()
        .map(document -> document.path("type").asText())
        .filter(type -> !isUnderstood(type))
        .findFirst()
        .map(type -> "no " + type + " yet")
        .or(
            () ->
                FIELDS_OF_OTHER_TYPES.stream()
                    .filter(mesh::has)
                    .findFirst()
                    .map(field -> "Mesh with " + field));
  }

  /** Whether resources of the type have the effect here that they have upstream. */
  private static boolean isUnderstood(String typeName) {
    return TestMesh.TYPES
        .findByName(typeName)
        .filter(
            type ->
                !type.isPolicy()
                    || Policies.POLICIES.stream().anyMatch(p -> p.resource().equals(type)))
        .isPresent();
  }

  private static JsonNode find(
      List<JsonNode> documents, String type, Predicate<JsonNode> condition) {
    return documents.stream()
        .filter(document -> document.path("type").asText().equals(type))
        .filter(condition)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static JsonNode yaml(Path file) {
    return TestMesh.CODEC.parseYaml(read(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
