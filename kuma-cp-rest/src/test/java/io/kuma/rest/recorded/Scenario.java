package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder of recordings: calls and what was answered to them.
 *
 * @param definition the content of {@code scenario.yaml}
 */
record Scenario(Path folder, JsonNode definition, ResourceCodec codec) {

  /** The scenarios of a group, sorted by name. */
  static List<Scenario> of(Path group, ResourceCodec codec) {
    try (Stream<Path> folders = Files.list(group)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("scenario.yaml")))
          .sorted()
          .map(
              folder ->
                  new Scenario(
                      folder, codec.parseYaml(read(folder.resolve("scenario.yaml"))), codec))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  String group() {
    return Objects.requireNonNull(folder.getParent()).getFileName().toString();
  }

  /** {@code group/name}. */
  String label() {
    return group() + "/" + name();
  }

  List<JsonNode> steps() {
    return items(definition.path("steps")).toList();
  }

  /** What a control plane alone cannot give: {@code proxy}, {@code kumactl}. */
  List<String> needs() {
    return items(definition.path("needs")).map(JsonNode::asText).toList();
  }

  /** The resources of an input file. */
  List<JsonNode> documents(String file) {
    return codec.parseYamlDocuments(read(folder.resolve(file)));
  }

  /** The recorded answer of a name. */
  JsonNode expected(String answer) {
    return codec.parseJson(read(folder.resolve("expected").resolve(answer + ".json")));
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(list.elements(), Spliterator.ORDERED), false);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
