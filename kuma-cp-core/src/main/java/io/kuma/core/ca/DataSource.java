package io.kuma.core.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.ResourceKey;
import io.kuma.model.Violations.Path;
import io.kuma.resource.CoreTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a text is to be taken from: a secret of the mesh, a file of this machine, or the mesh
 * itself.
 */
record DataSource(Kind kind, String value) {
  enum Kind {
    /** The name of a secret. */
    SECRET("secret"),
    /** A path on the control plane's machine. */
    FILE("file"),
    /** The text in Base64. */
    INLINE("inline"),
    /** The text. */
    INLINE_STRING("inlineString");

    private final String field;

    Kind(String field) {
      this.field = field;
    }
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  /** Reads a source; null if none of the kinds is there. */
  static @Nullable DataSource of(JsonNode tree) {
    for (Kind kind : KINDS) {
      if (tree.hasNonNull(kind.field)) {
        return new DataSource(kind, tree.path(kind.field).asText());
      }
    }
    return null;
  }

  /** Reports what is wrong with a source, and returns it if nothing is. */
  static @Nullable DataSource check(JsonNode tree, Path path) {
    if (tree.isMissingNode() || tree.isNull()) {
      path.add("has to be defined");
      return null;
    }
    DataSource source = of(tree);
    if (source == null) {
      path.add("data source has to be chosen. Available sources: secret, file, inline");
      return null;
    }
    if (source.value.isEmpty()) {
      path.field(source.kind.field).add("cannot be empty");
      return null;
    }
    return source;
  }

  /**
   * The text.
   *
   * @throws IllegalArgumentException if it cannot be had; the message is fit for users and quotes
   *     no content
   */
  String read(String mesh, ResourceReader reader) {
    return switch (kind) {
      case SECRET -> secret(CoreTypes.SECRET.key(mesh, value), reader);
      case FILE -> file();
      case INLINE -> inline();
      case INLINE_STRING -> value;
    };
  }

  private static String secret(ResourceKey key, ResourceReader reader) {
    return reader
        .find(CoreTypes.SECRET, key)
        .map(secret -> new String(secret.spec().content(), StandardCharsets.UTF_8))
        .orElseThrow(
            () -> new IllegalArgumentException("could not load data: " + key + " not found"));
  }

  private String file() {
    try {
      return Files.readString(java.nio.file.Path.of(value));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "could not load data: file " + value + " cannot be read", e);
    }
  }

  private String inline() {
    try {
      return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("could not load data: inline is not Base64", e);
    }
  }

  /** Keeps what may be a key out of logs. */
  @Override
  public String toString() {
    return "DataSource[" + kind + "]";
  }
}
