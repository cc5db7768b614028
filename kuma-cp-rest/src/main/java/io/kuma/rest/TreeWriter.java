package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.ResourceCodec;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON trees with our own codec, so that the server's choice of a JSON library does not
 * matter.
 */
@Provider
public class TreeWriter implements MessageBodyWriter<JsonNode> {
  private final ResourceCodec codec;

  TreeWriter(ResourceCodec codec) {
    this.codec = codec;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return JsonNode.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      JsonNode tree,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(codec.toPrettyJson(tree).getBytes(StandardCharsets.UTF_8));
  }
}
