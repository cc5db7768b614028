package io.kuma.kumactl.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.Failure;
import java.util.Locale;

/** How a command shows what it found. */
public enum Format {
  TABLE,
  YAML,
  JSON;

  /** As {@code --output} names it. */
  public static Format of(String text) {
    for (Format format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    throw new Failure("unknown output format \"" + text + "\"");
  }

  /** A tree in this format, which is none for tables. */
  public String text(JsonNode tree) {
    return switch (this) {
      case JSON -> GoJson.text(tree);
      case YAML -> GoYaml.text(tree);
      case TABLE -> throw new IllegalStateException("a table is made of rows");
    };
  }
}
