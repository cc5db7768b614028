package io.kuma.resource.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Violation;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of the folder, as its README describes it.
 *
 * @param input the text of the input, read as YAML; an empty object if it is empty
 * @param exact whether the order of the violations counts
 */
record ValidationCase(
    String name,
    JsonNode context,
    String inputIs,
    boolean exact,
    JsonNode input,
    List<Violation> violations) {

  static ValidationCase read(ResourceCodec codec, Path file) {
    JsonNode tree = codec.parseYaml(text(file));
    List<Violation> violations = new ArrayList<>();
    for (JsonNode violation : tree.path("violations")) {
      violations.add(
          new Violation(violation.path("field").asText(), violation.path("message").asText()));
    }
    JsonNode input = codec.parseYaml(tree.path("input").asText());
    return new ValidationCase(
        tree.path("name").asText(),
        tree.path("context"),
        tree.path("inputIs").asText(),
        tree.path("order").asText().equals("exact"),
        input.isNull() ? codec.parseJson("{}") : input,
        List.copyOf(violations));
  }

  List<String> contextList(String field) {
    List<String> values = new ArrayList<>();
    context.path(field).forEach(value -> values.add(value.asText()));
    return values;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
