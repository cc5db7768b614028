package io.kuma.rest;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
    return new JsonBody(new String(body, StandardCharsets.UTF_8));
  }
}
