package io.kuma.kumactl.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.kumactl.Failure;
import io.kuma.model.Violation;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.util.ArrayList;
import java.util.List;

/** Resources that a user wrote, checked as far as that goes without a control plane. */
public record Documents(TypeIndex types, ResourceCodec codec) {
  /** A resource whose type is known. */
  public record Document(KnownType type, String mesh, String name, ObjectNode tree) {}

  /**
   * Those in a text.
   *
   * @param source where it is from, for messages
   * @throws Failure for the first that is none
   */
  public List<Document> read(String source, String text) {
    List<JsonNode> trees;
    try {
      trees = codec.parseYamlDocuments(text);
    } catch (MalformedJson e) {
      throw new Failure(source + ": " + e.getMessage(), e);
    }
    List<Document> documents = new ArrayList<>();
    for (JsonNode tree : trees) {
      documents.add(document(source, tree));
    }
    return documents;
  }

  private Document document(String source, JsonNode tree) {
    if (!(tree instanceof ObjectNode object)) {
      throw new Failure("YAML contains invalid resource: " + source + " has a value that is none");
    }
    String typeName = object.path("type").asText("");
    if (typeName.isEmpty()) {
      throw new Failure("YAML contains invalid resource: " + source + ": \"type\" is missing");
    }
    KnownType type =
        types
            .findByName(typeName)
            .orElseThrow(
                () ->
                    new Failure(
                        "YAML contains invalid resource: invalid type \"" + typeName + "\""));
    List<Violation> wrong = new SpecShape(types, codec).violations(type, object);
    if (!wrong.isEmpty()) {
      StringBuilder text =
          new StringBuilder("YAML contains invalid resource: " + source + ", ")
              .append(typeName)
              .append(" \"" + object.path("name").asText("") + "\":");
      wrong.forEach(one -> text.append("\n* " + one.field() + ": " + one.message()));
      throw new Failure(text.toString());
    }
    String mesh = type.global() ? "" : object.path("mesh").asText("default");
    return new Document(type, mesh, object.path("name").asText(), object);
  }
}
