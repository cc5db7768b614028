package io.kuma.rest;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a request's body, which must be declared as JSON. Bodies are taken as bytes so that
 * text which is no JSON gets the contract's answer, and not the server's.
 */
record JsonBody(String text) {

  static JsonBody of(byte[] body, HttpHeaders headers) {
    MediaType type = headers.getMediaType();
    if (type == null
        || !type.getType().equals("application")
        || !type.getSubtype().equals("json")) {
      throw new NotSupportedException();
    }
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
    if (!charset.equalsIgnoreCase("utf-8")) {
      throw new NotSupportedException();
    }
    return new JsonBody(decode(body));
  }

  /** JSON is UTF-8 (RFC 8259, section 8.1). Anything else is refused rather than stored garbled. */
  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused(Problem.badRequest("the body is not valid UTF-8"));
    }
  }
}
