package io.kuma.xds.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Optional;

/**
 * Envoy's messages as JSON for people: with what stands inside of every Any. For where people look
 * on, and not for every push: each message is searched for what it holds. Thread-safe.
 */
public final class EnvoyJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ANY = "google.protobuf.Any";

  /**
   * The message as a tree; an Any shows its {@code @type} and the fields inside.
   *
   * @throws IllegalArgumentException if an Any holds a type that nobody knows
   */
  public JsonNode toTree(MessageOrBuilder message) {
    try {
      JsonFormat.TypeRegistry.Builder types =
          JsonFormat.TypeRegistry.newBuilder().add(NewerMessages.descriptors());
      addTypes(message, types);
      return MAPPER.readTree(JsonFormat.printer().usingTypeRegistry(types.build()).print(message));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + e.getMessage(), e);
    }
  }

  private static void addTypes(MessageOrBuilder message, JsonFormat.TypeRegistry.Builder types)
      throws InvalidProtocolBufferException {
    Descriptor kind = message.getDescriptorForType();
    if (kind.getFullName().equals(ANY)) {
      Object url = message.getField(kind.findFieldByName("type_url"));
      Object bytes = message.getField(kind.findFieldByName("value"));
      Optional<Descriptor> type = EnvoyTypes.find(url.toString());
      if (type.isPresent()) {
        types.add(type.get());
        addTypes(DynamicMessage.parseFrom(type.get(), (ByteString) bytes), types);
      }
      return;
    }
    for (Object value : message.getAllFields().values()) {
      for (Object item : value instanceof List<?> list ? list : List.of(value)) {
        if (item instanceof MessageOrBuilder part) {
          addTypes(part, types);
        }
      }
    }
  }
}
