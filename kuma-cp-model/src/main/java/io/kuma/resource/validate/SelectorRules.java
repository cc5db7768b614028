package io.kuma.resource.validate;

import io.kuma.model.LegacyPolicy.OfConnections;
import io.kuma.model.Selector;
import io.kuma.model.Tags;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import java.util.List;

/** What lists of selectors have to say, in legacy policies and gateways. */
public final class SelectorRules {
  /** Selectors of anything that has tags. */
  public static final TagRules ANY = TagRules.SELECTOR.requireOne();

  /** Selectors that say at least of which service they speak. */
  public static final TagRules SERVICE = ANY.requireService();

  /** Selectors of services as a whole. */
  public static final TagRules SERVICE_ONLY =
      TagRules.SELECTOR.requireService().allowOnly(Tags.SERVICE);

  private SelectorRules() {}

  /** Reports an empty list, and what the rules say of each item's tags. */
  public static void check(Path path, List<Selector> selectors, TagRules rules) {
    if (selectors.isEmpty()) {
      path.add("must have at least one element");
    }
    checkEach(path, selectors, rules);
  }

  /** Reports what the rules say of each item's tags; there need not be any. */
  public static void checkEach(Path path, List<Selector> selectors, TagRules rules) {
    for (int i = 0; i < selectors.size(); i++) {
      rules.check(path.index(i).field("match"), selectors.get(i).match());
    }
  }

  /** Checks a policy whose destinations are services, because it shapes outbounds. */
  public static void checkToServices(Violations violations, OfConnections policy) {
    check(violations.at("sources"), policy.sources(), SERVICE);
    check(violations.at("destinations"), policy.destinations(), SERVICE_ONLY);
  }

  /** Checks a policy whose destinations are inbounds, which may have any tags. */
  public static void checkToInbounds(Violations violations, OfConnections policy) {
    check(violations.at("sources"), policy.sources(), ANY);
    check(violations.at("destinations"), policy.destinations(), ANY);
  }
}
