package io.kuma.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query {@code tag=key:value}: the key has to be there, and {@code value} is a part of its
 * value.
 */
record TagQuery(String key, String valuePart) {

  /** All of them must hold. The contract ignores a key without a value. */
  static List<TagQuery> of(MultivaluedMap<String, String> query) {
    return query.getOrDefault("tag", List.of()).stream()
        .filter(tag -> tag.contains(":"))
        .map(
            tag -> {
              int colon = tag.indexOf(':');
              return new TagQuery(tag.substring(0, colon), tag.substring(colon + 1));
            })
        .toList();
  }

  /** Whether one of the sets of tags has it. */
  boolean matches(Collection<? extends Map<String, String>> tagSets) {
    return tagSets.stream().map(tags -> tags.get(key)).anyMatch(this::isMeant);
  }

  private boolean isMeant(@Nullable String value) {
    return value != null && value.contains(valuePart);
  }
}
