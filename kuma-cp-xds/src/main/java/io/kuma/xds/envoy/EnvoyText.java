package io.kuma.xds.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.kuma.model.Violations.Path;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;

/**
 * Reads Envoy's messages from what users write into policies: YAML or JSON, in protobuf's JSON
 * form. Upstream's parser decides what passes: fields that Envoy's API does not have are passed
 * over, and durations may be in Go's form. Thread-safe.
 */
public final class EnvoyText {
  /** The text is no such message. Its words are those of upstream, as far as clients know them. */
  public static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  private final ResourceCodec codec = new JacksonResourceCodec();

  /** Reports that a text cannot be read, if the reader finds so, in the contract's words. */
  public static void check(Path path, Runnable reader) {
    try {
      reader.run();
    } catch (Invalid e) {
      path.add("native Envoy resource is not valid: " + e.getMessage());
    }
  }

  /**
   * A whole message, with all that Envoy demands of it.
   *
   * @param kind any message of the kind that is meant
   * @throws Invalid if it is none
   */
  public <M extends Message> M read(String text, M kind) {
    return checked(readPart(text, kind));
  }

  /**
   * A whole message that says with {@code @type} what it is, with all that Envoy demands of it.
   *
   * @throws Invalid if it does not say, or is no such message
   */
  public Message readTyped(String text) {
    JsonNode tree = tree(text);
    if (!(tree instanceof ObjectNode typed)) {
      throw new Invalid(KnownFields.cannotBe(tree, "map[string]json.RawMessage"));
    }
    return checked(readPart(typed, KnownFields.kind(typed)));
  }

  private static <M extends Message> M checked(M message) {
    EnvoyConstraints.findBroken(message)
        .ifPresent(
            problem -> {
              throw new Invalid(problem);
            });
    return message;
  }

  /**
   * A part of a message, such as stands in a patch.
   *
   * @param kind any message of the kind that is meant
   * @throws Invalid if it is none
   */
  public <M extends Message> M readPart(String text, M kind) {
    return readPart(tree(text), kind);
  }

  /**
   * A part of a message that is a tree already.
   *
   * @param kind any message of the kind that is meant
   * @throws Invalid if it is none
   */
  @SuppressWarnings("unchecked")
  public <M extends Message> M readPart(JsonNode tree, M kind) {
    Message.Builder builder = kind.newBuilderForType();
    if (!tree.isNull()) {
      if (!tree.isObject()) {
        throw new Invalid(KnownFields.cannotBe(tree, "map[string]json.RawMessage"));
      }
      KnownFields known = new KnownFields();
      JsonNode rest = known.of(builder.getDescriptorForType(), (ObjectNode) tree);
      try {
        JsonFormat.parser().usingTypeRegistry(known.types()).merge(codec.toJson(rest), builder);
      } catch (InvalidProtocolBufferException e) {
        throw new Invalid(String.valueOf(e.getMessage()));
      }
    }
    return (M) builder.build();
  }

  /** What is no YAML is read as JSON, for the sake of the words. */
  private JsonNode tree(String text) {
    try {
      return codec.parseYaml(text);
    } catch (MalformedJson noYaml) {
      try {
        return codec.parseJson(text);
      } catch (MalformedJson e) {
        String message = String.valueOf(e.getMessage());
        throw new Invalid(
            message.equals("unexpected end of JSON input") ? "unexpected EOF" : message);
      }
    }
  }
}
