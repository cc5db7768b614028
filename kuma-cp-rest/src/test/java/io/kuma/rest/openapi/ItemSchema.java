package io.kuma.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.schema.CrdSchema;
import io.kuma.model.schema.Schema;

/** The schema of a resource in the form of the API (contract section 2.5). */
final class ItemSchema {
  private ItemSchema() {}

  static ObjectNode of(ResourceType<?> type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", type.schema().description()).put("type", "object");
    ArrayNode required = schema.putArray("required").add("type").add("name");
    ObjectNode properties = schema.putObject("properties");
    text(properties, "type", "The type of the resource.").putArray("enum").add(type.name());
    if (type.scope() == Scope.MESH) {
      ObjectNode mesh = text(properties, "mesh", "The mesh it belongs to.");
      if (type.shape() == Shape.SPEC) {
        mesh.put("default", "default");
      } else {
        required.add("mesh");
      }
    }
    text(properties, "name", "Its name, unique among those of its type in its mesh.");
    properties
        .putObject("labels")
        .put("description", "Labels, by key. Some of them are the control plane's.")
        .put("type", "object")
        .putObject("additionalProperties")
        .put("type", "string");
    if (type.shortName().isPresent()) {
      text(properties, "kri", "Its identifier on every control plane.").put("readOnly", true);
    }
    time(properties, "creationTime", "When it was created.");
    time(properties, "modificationTime", "When it was last written.");
    switch (type.shape()) {
      case FLAT -> properties.setAll(fields(CrdSchema.of(type.schema())));
      case SPEC -> {
        required.add("spec");
        properties.set("spec", CrdSchema.of(type.schema()));
        Class<? extends Record> status = type.statusClass();
        if (status != null) {
          properties.set("status", CrdSchema.of(Schema.of(status)).put("readOnly", true));
        }
      }
    }
    return schema;
  }

  private static ObjectNode fields(ObjectNode schema) {
    longsAsStrings(schema);
    return schema.withObject("properties");
  }

  /** proto3 JSON writes 64 bits as a string. */
  private static void longsAsStrings(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("format").asText().equals("int64")) {
      object.put("type", "string");
    }
    schema.forEach(ItemSchema::longsAsStrings);
  }

  private static ObjectNode text(ObjectNode properties, String name, String description) {
    return properties.putObject(name).put("description", description).put("type", "string");
  }

  private static void time(ObjectNode properties, String name, String description) {
    text(properties, name, description).put("format", "date-time").put("readOnly", true);
  }
}
