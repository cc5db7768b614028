package io.kuma.xds.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.kuma.xds.envoy.EnvoyJson;
import io.kuma.xds.envoy.EnvoyText;
import io.kuma.xds.envoy.Packed;
import java.util.List;
import java.util.Map;

/** A change to a message. */
public sealed interface Patch {
  /**
   * The message after the change.
   *
   * @throws RuntimeException if the change does not fit the message
   */
  <M extends Message> M applyTo(M message);

  /**
   * What stands in an Any, after the change. Absent on either side means the other one.
   *
   * @throws RuntimeException if the change does not fit what stands there
   */
  Any applyToContent(Any content);

  /**
   * Merges a part into it: its fields replace, its lists go on, its messages are merged in turn.
   * Durations and the like are values and not messages to that.
   */
  record Merge(Message part) implements Patch {
    private static final String VALUES = "google.protobuf.";

    @Override
    @SuppressWarnings("unchecked")
    public <M extends Message> M applyTo(M message) {
      Message.Builder builder = message.toBuilder();
      merge(builder, part);
      return (M) builder.build();
    }

    @Override
    public Any applyToContent(Any content) {
      Any added = part instanceof Any any ? any : Packed.any(part);
      if (added.equals(Any.getDefaultInstance())) {
        return content;
      }
      if (content.equals(Any.getDefaultInstance())) {
        return added;
      }
      if (!added.getTypeUrl().equals(content.getTypeUrl())) {
        throw new IllegalArgumentException(
            "a %s cannot be merged into a %s".formatted(added.getTypeUrl(), content.getTypeUrl()));
      }
      return Packed.any(new Merge(Packed.content(added)).applyTo(Packed.content(content)));
    }

    private static void merge(Message.Builder into, Message part) {
      for (Map.Entry<FieldDescriptor, Object> entry : part.getAllFields().entrySet()) {
        FieldDescriptor field = entry.getKey();
        if (field.isRepeated()) {
          ((List<?>) entry.getValue()).forEach(item -> into.addRepeatedField(field, item));
        } else if (isMessage(field) && into.hasField(field)) {
          Message.Builder inner = ((Message) into.getField(field)).toBuilder();
          merge(inner, (Message) entry.getValue());
          into.setField(field, inner.build());
        } else {
          into.setField(field, entry.getValue());
        }
      }
    }

    private static boolean isMessage(FieldDescriptor field) {
      return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && !field.getMessageType().getFullName().startsWith(VALUES);
    }
  }

  /** Edits its JSON form. */
  record Json(List<JsonEdit> edits) implements Patch {
    private static final EnvoyJson JSON = new EnvoyJson();
    private static final EnvoyText TEXT = new EnvoyText();

    public Json {
      edits = List.copyOf(edits);
    }

    @Override
    public <M extends Message> M applyTo(M message) {
      JsonNode edited = JsonEdit.apply(JSON.toTree(message), edits);
      return TEXT.readPart(edited, message);
    }

    @Override
    public Any applyToContent(Any content) {
      return Packed.any(applyTo(Packed.content(content)));
    }
  }
}
