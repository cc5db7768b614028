package io.kuma.dp.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * One line, in either of its forms: {@code {"address": …, "message": …}}, with a text or an object
 * as the message, or {@code address;message}.
 *
 * @param address host and port
 * @param message what is sent there, a line feed at its end
 */
record LogLine(String address, String message) {
  private static final JsonFactory JSON = new JsonFactory();

  /** What the line says; empty if it has neither form. */
  static Optional<LogLine> parse(String line) {
    try {
      return line.startsWith("{") ? parseJson(line) : parseText(line);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<LogLine> parseText(String line) {
    int end = line.indexOf(';');
    return end > 0
        ? Optional.of(new LogLine(line.substring(0, end), ended(line.substring(end + 1))))
        : Optional.empty();
  }

  private static Optional<LogLine> parseJson(String line) throws IOException {
    String address = "";
    String message = null;
    try (JsonParser in = JSON.createParser(line)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        if (field.equals("address") && value == JsonToken.VALUE_STRING) {
          address = in.getText();
        } else if (field.equals("message") && value == JsonToken.VALUE_STRING) {
          message = in.getText();
        } else if (field.equals("message")) {
          message = raw(line, in);
        } else {
          in.skipChildren();
        }
      }
    }
    return address.isEmpty() || message == null
        ? Optional.empty()
        : Optional.of(new LogLine(address, ended(message)));
  }

  /** The value at which the parser stands, as it was written. */
  private static String raw(String line, JsonParser in) throws IOException {
    long begin = in.currentTokenLocation().getCharOffset();
    in.skipChildren();
    return line.substring((int) begin, (int) in.currentLocation().getCharOffset());
  }

  private static String ended(String message) {
    return message.endsWith("\n") ? message : message + "\n";
  }
}
