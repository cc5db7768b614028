package io.kuma.core.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merged conf of an inbound for what is matched.
 *
 * @param match the policy's own match record; null means everything
 */
public record MatchRule<C extends Record>(@Nullable Record match, C conf, List<Origin> origins) {
  public MatchRule {
    origins = List.copyOf(origins);
  }
}
