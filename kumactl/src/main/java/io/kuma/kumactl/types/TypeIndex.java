package io.kuma.kumactl.types;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.schema.Schema;
import io.kuma.model.schema.SchemaJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All types, from {@code types.json}; their schemas are read when they are needed. */
public final class TypeIndex {
  private static final String TYPES = "/io/kuma/kumactl/types.json";
  private static final String SCHEMAS = "/io/kuma/kumactl/schemas.json";

  private final ResourceCodec codec;
  private final Map<String, KnownType> byName = new TreeMap<>();
  private final Map<String, KnownType> byArgument = new TreeMap<>();
  private @Nullable JsonNode schemas;

  private TypeIndex(ResourceCodec codec) {
    this.codec = codec;
  }

  /** Reads it. */
  public static TypeIndex load(ResourceCodec codec) {
    TypeIndex index = new TypeIndex(codec);
    index.read(TYPES).forEach(index::add);
    return index;
  }

  private JsonNode read(String file) {
    try (InputStream in = TypeIndex.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return codec.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a type's spec; that of an object without fields if its type is flat. */
  Schema.Obj schema(KnownType type) {
    JsonNode all = schemas == null ? read(SCHEMAS) : schemas;
    schemas = all;
    return SchemaJson.read(all.path(type.name()));
  }

  private void add(JsonNode tree) {
    KnownType type =
        new KnownType(
            tree.path("name").asText(),
            tree.path("path").asText(),
            tree.path("argument").asText(),
            tree.path("arguments").asText(),
            tree.path("global").asBoolean(),
            tree.path("flat").asBoolean(),
            tree.path("readOnly").asBoolean(),
            tree.path("adminOnly").asBoolean(),
            tree.path("policy").asBoolean());
    byName.put(type.name(), type);
    if (!type.argument().isEmpty()) {
      byArgument.put(type.argument(), type);
    }
  }

  public Collection<KnownType> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  public Optional<KnownType> findByName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The type that commands call so in the singular. */
  public Optional<KnownType> findByArgument(String argument) {
    return Optional.ofNullable(byArgument.get(argument));
  }

  /** Those that commands have words for, in the order of the words. */
  public Collection<KnownType> withArguments() {
    return Collections.unmodifiableCollection(byArgument.values());
  }
}
