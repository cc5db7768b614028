package io.kuma.core.match;

import java.util.List;

/** The merged conf for those clients or destinations that are in the subset. */
public record SubsetRule<C extends Record>(Subset subset, C conf, List<Origin> origins) {
  public SubsetRule {
    origins = List.copyOf(origins);
  }
}
