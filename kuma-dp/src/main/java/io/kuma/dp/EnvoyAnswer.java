package io.kuma.dp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Envoy says to a request.
 *
 * @param headers by their names in small letters
 * @param body in UTF-8
 */
public record EnvoyAnswer(int status, Map<String, String> headers, String body) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
  private static final String HEAD_END = "\r\n\r\n";
  private static final int HEX = 16;

  public EnvoyAnswer {
    headers = Map.copyOf(headers);
  }

  /** Reads an answer at whose end the connection was closed. */
  static EnvoyAnswer parse(byte[] bytes) throws IOException {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher status = STATUS.matcher(latin);
    int end = latin.indexOf(HEAD_END);
    if (!status.lookingAt() || end < 0) {
      throw new IOException("not an HTTP answer");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line : latin.substring(0, end).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    int start = end + HEAD_END.length();
    byte[] body =
        headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
            ? joined(latin, bytes, start)
            : Arrays.copyOfRange(bytes, start, bytes.length);
    return new EnvoyAnswer(
        Integer.parseInt(status.group(1)), headers, new String(body, StandardCharsets.UTF_8));
  }

  /** Chunks have their length before them, in hexadecimal, and the last one is empty. */
  private static byte[] joined(String latin, byte[] bytes, int start) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = start;
    while (true) {
      int line = latin.indexOf("\r\n", at);
      if (line < 0) {
        throw new IOException("the answer is cut off");
      }
      int length;
      try {
        length = Integer.parseInt(latin.substring(at, line).split(";", 2)[0].strip(), HEX);
      } catch (NumberFormatException e) {
        throw new IOException("not a chunk of an HTTP answer", e);
      }
      at = line + 2;
      if (length == 0) {
        return body.toByteArray();
      }
      if (length < 0 || length > bytes.length - at) {
        throw new IOException("the answer is cut off");
      }
      body.write(bytes, at, length);
      at += length + 2;
    }
  }
}
