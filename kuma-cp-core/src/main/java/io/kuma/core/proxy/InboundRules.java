package io.kuma.core.proxy;

import io.kuma.core.match.MatchRule;
import io.kuma.core.match.SubsetRule;
import java.util.List;
import java.util.Optional;

/**
 * What the policies of one type say about an inbound. Unlike elsewhere this is not a single conf:
 * it differs by who is calling.
 *
 * @param from by tags of the client, from {@code spec.from}: the first that fits holds
 * @param rules by what is matched, from {@code spec.rules}, in the order in which they are tried
 */
public record InboundRules<C extends Record>(List<SubsetRule<C>> from, List<MatchRule<C>> rules) {
  public InboundRules {
    from = List.copyOf(from);
    rules = List.copyOf(rules);
  }

  public static <C extends Record> InboundRules<C> none() {
    return new InboundRules<>(List.of(), List.of());
  }

  public boolean isEmpty() {
    return from.isEmpty() && rules.isEmpty();
  }

  /** The conf of the rule that holds for every caller. */
  public Optional<C> forEveryone() {
    return rules.stream().filter(rule -> rule.match() == null).findFirst().map(MatchRule::conf);
  }
}
