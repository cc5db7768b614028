package io.kuma.resource.validate;

import io.kuma.model.Selector;
import io.kuma.model.Violations.Path;
import java.util.List;

/** What lists of selectors have to say, in legacy policies and gateways. */
public final class SelectorRules {
  private SelectorRules() {}

  /** Reports an empty list, and what the rules say of each item's tags. */
  public static void check(Path path, List<Selector> selectors, TagRules rules) {
    if (selectors.isEmpty()) {
      path.add("must have at least one element");
    }
    for (int i = 0; i < selectors.size(); i++) {
      rules.check(path.index(i).field("match"), selectors.get(i).match());
    }
  }
}
