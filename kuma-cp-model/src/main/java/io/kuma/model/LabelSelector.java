package io.kuma.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Selects resources by their labels. One that names no labels selects everything. */
@Doc("Selects what has these labels.")
public record LabelSelector(
    @Doc("The labels; all of them have to be there.") @Nullable Map<String, String> matchLabels) {

  public LabelSelector {
    matchLabels =
        matchLabels == null ? null : Collections.unmodifiableMap(new TreeMap<>(matchLabels));
  }

  public static LabelSelector of(Map<String, String> matchLabels) {
    return new LabelSelector(matchLabels);
  }

  /** Whether it names no labels at all. */
  public boolean isEmpty() {
    return matchLabels == null || matchLabels.isEmpty();
  }

  /** Whether something with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    return matchLabels == null
        || matchLabels.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
  }
}
