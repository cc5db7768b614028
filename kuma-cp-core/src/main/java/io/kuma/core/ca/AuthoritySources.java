package io.kuma.core.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.DataSource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Violations.Path;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshidentity.SecureDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the certificates and keys of a mesh's authorities from where the mesh says that they are. A
 * backend's {@code conf} has no type, so sources come as trees; of several places in one, the first
 * counts.
 */
record AuthoritySources(String mesh, ResourceReader reader) {
  // In the order in which they count.
  private static final List<String> FIELDS = List.of("secret", "file", "inline", "inlineString");

  /** The secret of the mesh that has this key. */
  static DataSource secret(ResourceKey key) {
    return new DataSource(key.name(), null, null, null);
  }

  /** Reads a source; null if it names no place. */
  static @Nullable DataSource of(JsonNode tree) {
    DataSource source =
        new DataSource(
            text(tree, "secret"),
            text(tree, "file"),
            text(tree, "inline"),
            text(tree, "inlineString"));
    return source.places() == 0 ? null : source;
  }

  private static @Nullable String text(JsonNode tree, String field) {
    return tree.hasNonNull(field) ? tree.path(field).asText() : null;
  }

  /** Reports what is wrong with a source, and returns it if nothing is. */
  static @Nullable DataSource check(JsonNode tree, Path path) {
    if (tree.isMissingNode() || tree.isNull()) {
      path.add("has to be defined");
      return null;
    }
    for (String field : FIELDS) {
      String place = text(tree, field);
      if (place != null && place.isEmpty()) {
        path.field(field).add("cannot be empty");
        return null;
      } else if (place != null) {
        return of(tree);
      }
    }
    path.add("data source has to be chosen. Available sources: secret, file, inline");
    return null;
  }

  /**
   * The text.
   *
   * @throws IllegalArgumentException if it cannot be had; the message is fit for users and quotes
   *     no content
   */
  String read(DataSource source) {
    if (source.secret() != null) {
      return secretText(CoreTypes.SECRET.key(mesh, source.secret()));
    } else if (source.file() != null) {
      return fileText(source.file());
    } else if (source.inline() != null) {
      return decoded(source.inline());
    } else if (source.inlineString() != null) {
      return source.inlineString();
    }
    throw new IllegalArgumentException("could not load data: no source is named");
  }

  /** Likewise, of a MeshIdentity. */
  String read(@Nullable SecureDataSource source) {
    if (source != null) {
      switch (source.type()) {
        case File -> {
          if (source.file() != null) {
            return fileText(source.file().path());
          }
        }
        case Secret -> {
          if (source.secretRef() != null) {
            return secretText(CoreTypes.SECRET.key(mesh, source.secretRef().name()));
          }
        }
        case EnvVar -> {
          if (source.envVar() != null) {
            return variable(source.envVar().name());
          }
        }
        case InsecureInline -> {
          if (source.insecureInline() != null) {
            return source.insecureInline().value();
          }
        }
      }
    }
    throw new IllegalArgumentException("could not load data: no source is named");
  }

  private static String variable(String name) {
    @Nullable String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "could not load data: environment variable " + name + " is not set");
    }
    return value;
  }

  private String secretText(ResourceKey key) {
    return reader
        .find(CoreTypes.SECRET, key)
        .map(secret -> new String(secret.spec().content(), StandardCharsets.UTF_8))
        .orElseThrow(
            () -> new IllegalArgumentException("could not load data: " + key + " not found"));
  }

  private static String fileText(String file) {
    try {
      return Files.readString(java.nio.file.Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "could not load data: file " + file + " cannot be read", e);
    }
  }

  private static String decoded(String inline) {
    try {
      return new String(Base64.getDecoder().decode(inline), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("could not load data: inline is not Base64", e);
    }
  }
}
