package io.kuma.xds.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.kuma.model.json.GoDuration;
import io.kuma.model.json.GoQuote;
import io.kuma.xds.envoy.EnvoyText.Invalid;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a tree Envoy's API knows. Fields that it does not know fall away here, one by one: a
 * parser that is told to pass over them also passes over words that no enumeration has.
 *
 * <p>Messages within an Any are found by their names, whichever extension of Envoy they belong to.
 */
final class KnownFields {
  private static final String TYPE = "@type";
  private static final String ANY = "google.protobuf.Any";
  private static final String DURATION = "google.protobuf.Duration";

  private static final Set<String> FREE =
      Set.of("google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue");

  private final JsonFormat.TypeRegistry.Builder types =
      JsonFormat.TypeRegistry.newBuilder().add(NewerMessages.descriptors());

  /** The types of all messages that were found in an Any. */
  JsonFormat.TypeRegistry types() {
    return types.build();
  }

  ObjectNode of(Descriptor type, ObjectNode tree) {
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      find(type, entry.getKey())
          .ifPresent(field -> known.set(entry.getKey(), value(field, entry.getValue())));
    }
    return known;
  }

  /**
   * An empty message of the type that the tree says it is.
   *
   * @throws Invalid if it does not say, or nobody knows the type
   */
  static Message kind(ObjectNode tree) {
    String url = typeUrl(tree);
    return EnvoyTypes.findMessage(url).orElseThrow(() -> unknownType(url));
  }

  /** The words for a value of another kind than it should be. */
  static String cannotBe(JsonNode value, String goType) {
    String kind =
        switch (value.getNodeType()) {
          case ARRAY -> "array";
          case BOOLEAN -> "bool";
          case NUMBER -> "number";
          case OBJECT, POJO -> "object";
          case STRING, BINARY -> "string";
          case NULL, MISSING -> "null";
        };
    return "json: cannot unmarshal " + kind + " into Go value of type " + goType;
  }

  private static Optional<FieldDescriptor> find(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(field -> field.getJsonName().equals(name) || field.getName().equals(name))
        .findFirst();
  }

  private JsonNode value(FieldDescriptor field, JsonNode value) {
    if (field.isMapField() && value.isObject()) {
      FieldDescriptor values = field.getMessageType().findFieldByName("value");
      ObjectNode known = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        known.set(entry.getKey(), single(values, entry.getValue()));
      }
      return known;
    }
    if (field.isRepeated() && value.isArray()) {
      ArrayNode known = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> known.add(single(field, item)));
      return known;
    }
    return single(field, value);
  }

  private JsonNode single(FieldDescriptor field, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    JavaType type = field.getJavaType();
    if (type == JavaType.STRING && !value.isTextual()) {
      throw new Invalid(cannotBe(value, "string"));
    } else if (type == JavaType.BOOLEAN && !value.isBoolean()) {
      throw new Invalid(cannotBe(value, "bool"));
    } else if (type == JavaType.ENUM
        && value.isTextual()
        && field.getEnumType().findValueByName(value.asText()) == null) {
      throw new Invalid(
          "unknown value %s for enum %s"
              .formatted(GoQuote.quote(value.asText()), field.getEnumType().getFullName()));
    }
    return type == JavaType.MESSAGE ? message(field.getMessageType(), value) : value;
  }

  private JsonNode message(Descriptor type, JsonNode value) {
    String name = type.getFullName();
    if (name.equals(DURATION) && value.isTextual()) {
      return duration(value.asText());
    } else if (value instanceof ObjectNode object && !FREE.contains(name)) {
      return name.equals(ANY) ? any(object) : of(type, object);
    }
    return value;
  }

  private static TextNode duration(String text) {
    try {
      return TextNode.valueOf(Durations.toString(ProtoValues.duration(GoDuration.parse(text))));
    } catch (IllegalArgumentException e) {
      throw new Invalid("bad Duration: " + e.getMessage());
    }
  }

  private JsonNode any(ObjectNode tree) {
    String url = typeUrl(tree);
    Descriptor type = EnvoyTypes.find(url).orElseThrow(() -> unknownType(url));
    types.add(type);
    if (FREE.contains(type.getFullName()) || type.getFullName().equals(DURATION)) {
      return tree;
    }
    return of(type, tree).set(TYPE, tree.get(TYPE));
  }

  private static String typeUrl(ObjectNode tree) {
    if (!tree.path(TYPE).isTextual()) {
      throw new Invalid("Any JSON doesn't have '@type'");
    }
    return tree.path(TYPE).asText();
  }

  private static Invalid unknownType(String url) {
    return new Invalid("could not resolve Any message type: " + url);
  }
}
