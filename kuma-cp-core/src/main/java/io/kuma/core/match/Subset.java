package io.kuma.core.match;

import java.util.List;

/**
 * The clients or destinations whose tags have, or have not, these values. Empty means all of them.
 */
public record Subset(List<Tag> tags) {
  public Subset {
    tags = List.copyOf(tags);
  }

  /**
   * A condition on one tag.
   *
   * @param not the tag has another value, or is absent
   */
  public record Tag(String key, String value, boolean not) {}
}
