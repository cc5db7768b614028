package io.kuma.core.match;

import io.kuma.model.PolicyType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all policies of one type together mean for one proxy.
 *
 * @param from by client, for each inbound, in the order of contract 10.5; of those that fit a
 *     client, the one of the highest {@link SubsetRule#precedence} holds
 * @param inbound by match, for each inbound, most specific first
 * @param to by tags of the destination, likewise. Where services are the only tags, as without
 *     routes, the first that fits is that one
 * @param resources by real resource that is a destination
 * @param proxy for policies with one conf
 */
public record PolicyRules<C extends Record>(
    PolicyType<?, C> type,
    SortedMap<InboundKey, List<SubsetRule<C>>> from,
    SortedMap<InboundKey, List<MatchRule<C>>> inbound,
    List<SubsetRule<C>> to,
    ResourceRules<C> resources,
    Optional<ProxyRule<C>> proxy) {
  public PolicyRules {
    from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
    inbound = Collections.unmodifiableSortedMap(new TreeMap<>(inbound));
    to = List.copyOf(to);
  }
}
