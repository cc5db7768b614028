package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.schema.Limits;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A binding that refuses values outside the limits of their type, as a protobuf parser does. */
record LimitedBinding(Binding inner, Limits limits) implements Binding {

  @Override
  public Object read(JsonNode node) {
    Object value = inner.read(node);
    if (value instanceof Number number
        && (number.longValue() < limits.minimum() || number.longValue() > limits.maximum())) {
      throw new Unreadable("must not be " + number);
    }
    if (value instanceof String text && limits.format().equals("byte")) {
      return base64(text);
    }
    return value;
  }

  /** proto3 JSON takes both alphabets, with padding or without, and writes the standard one. */
  private static String base64(String text) {
    String standard = text.replace('-', '+').replace('_', '/');
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("must be Base64");
    }
  }

  @Override
  public JsonNode write(Object value) {
    return inner.write(value);
  }

  @Override
  public @Nullable Object zero() {
    return inner.zero();
  }
}
