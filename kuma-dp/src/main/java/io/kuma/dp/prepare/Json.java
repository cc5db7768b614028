package io.kuma.dp.prepare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The little JSON that is needed here, by streaming: no data binding, no reflection, few classes.
 */
final class Json {

  private Json() {}

  /** Plain data as compact JSON text, keys in the order of the maps. */
  static String write(Map<String, ?> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      write(out, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * The text at a place in an object.
   *
   * @param path the keys that lead there
   * @throws IOException when {@code json} is not a JSON object
   */
  static Optional<String> findText(String json, String... path) throws IOException {
    try (JsonParser in = new JsonFactory().createParser(json)) {
      return moveTo(in, path) && in.currentToken() == JsonToken.VALUE_STRING
          ? Optional.of(in.getText())
          : Optional.empty();
    }
  }

  /**
   * The JSON of whatever is at a place in an object.
   *
   * @param path the keys that lead there
   * @throws IOException when {@code json} is not a JSON object
   */
  static Optional<String> find(String json, String... path) throws IOException {
    JsonFactory factory = new JsonFactory();
    StringWriter text = new StringWriter();
    try (JsonParser in = factory.createParser(json);
        JsonGenerator out = factory.createGenerator(text)) {
      if (!moveTo(in, path)) {
        return Optional.empty();
      }
      out.copyCurrentStructure(in);
    }
    return Optional.of(text.toString());
  }

  /** Stops at the value at a place, if there is one. */
  private static boolean moveTo(JsonParser in, String... path) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("not a JSON object");
    }
    int depth = 0;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = in.currentName().equals(path[depth]);
      JsonToken value = in.nextToken();
      if (found && depth == path.length - 1) {
        return true;
      } else if (found && value == JsonToken.START_OBJECT) {
        depth++;
      } else {
        in.skipChildren();
      }
    }
    return false;
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Map<?, ?> object) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        write(out, item);
      }
      out.writeEndArray();
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof Integer || value instanceof Long) {
      out.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else {
      out.writeString(value.toString());
    }
  }
}
