package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceType;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.model.schema.Schema;
import java.util.List;
import java.util.Map;

/** What stands around a spec in the REST form of a resource: type, mesh, name and labels. */
final class Envelope {
  private static final Schema NAME = new Schema.Text("", List.of(), null, null, null, null);
  private static final Schema LABELS = new Schema.Dict("", NAME);

  private Envelope() {}

  /** A resource is an object; upstream drops the connection on {@code null}. */
  static void requireObject(JsonNode resource) {
    if (!resource.isObject()) {
      throw new MalformedJson("must be an object, not " + JsonTypes.withArticle(resource));
    }
  }

  /** The shape check of a resource with a spec, the envelope included. */
  static ShapeCheck check(ResourceType<?> type, JsonNode resource) {
    ShapeCheck check = new ShapeCheck();
    for (String field : List.of("type", "name", "spec")) {
      check.required(resource.get(field), "", field);
    }
    Schema typeName = new Schema.Text("", List.of(type.name()), null, null, null, null);
    checkPart(check, typeName, resource, "type");
    checkPart(check, NAME, resource, "name");
    checkPart(check, NAME, resource, "mesh");
    checkPart(check, LABELS, resource, "labels");
    checkPart(check, type.schema(), resource, "spec");
    return check;
  }

  /**
   * The metadata of a flat resource.
   *
   * @throws MalformedJson in the words of Go's parser, which the contract shows
   */
  static void checkFlat(JsonNode resource) {
    for (String field : List.of("type", "mesh", "name")) {
      requireString(resource.path(field), field);
    }
    JsonNode labels = resource.path("labels");
    if (!labels.isObject() && !labels.isNull() && !labels.isMissingNode()) {
      throw mismatch(labels, "labels", "map[string]string");
    }
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      requireString(label.getValue(), "labels");
    }
  }

  private static void checkPart(ShapeCheck check, Schema schema, JsonNode resource, String field) {
    JsonNode value = resource.path(field);
    if (!value.isMissingNode()) {
      check.value(schema, value, field);
    }
  }

  private static void requireString(JsonNode value, String field) {
    if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
      throw mismatch(value, field, "string");
    }
  }

  private static MalformedJson mismatch(JsonNode value, String field, String goType) {
    String found = value.isBoolean() ? "bool" : JsonTypes.of(value);
    return new MalformedJson(
        "json: cannot unmarshal "
            + found
            + " into Go struct field ResourceMeta."
            + field
            + " of type "
            + goType);
  }
}
