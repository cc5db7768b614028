package io.kuma.core.match.legacy;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.kuma.model.LegacyPolicy;
import io.kuma.model.LegacyPolicy.OfConnections;
import io.kuma.model.LegacyPolicy.OfProxies;
import io.kuma.model.Resource;
import io.kuma.model.Selector;
import io.kuma.model.Tags;
import io.kuma.resource.dataplane.Dataplane;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who wins among policies of one type. The most specific does, then the newest, and then, so that
 * it never depends on the order of the input, the alphabetically first.
 */
public final class LegacySelection {
  private LegacySelection() {}

  /** A policy that applies, and how specific it is. */
  private record Match<P extends LegacyPolicy>(Resource<P> policy, SelectorRank rank) {}

  /**
   * The policy for connections of a proxy to a service: for all types but those of inbounds and of
   * proxies. What is said of the source and of the destination counts together.
   *
   * @param source who opens the connections
   * @param service the value of {@code kuma.io/service} that they lead to
   */
  public static <P extends OfConnections> Optional<Resource<P>> forOutbound(
      Collection<Resource<P>> policies, Dataplane source, String service) {
    List<Map<String, String>> destination = List.of(Map.of(Tags.SERVICE, service));
    return winner(
        policies,
        policy ->
            SelectorRank.best(policy.sources(), source.tagSets())
                .flatMap(
                    from -> SelectorRank.best(policy.destinations(), destination).map(from::plus)));
  }

  /**
   * The policy for an inbound: TrafficPermission. Its sources then say who may connect.
   *
   * @param inbound the tags of the inbound
   */
  public static <P extends OfConnections> Optional<Resource<P>> forInbound(
      Collection<Resource<P>> policies, Map<String, String> inbound) {
    return winner(policies, policy -> SelectorRank.best(policy.destinations(), List.of(inbound)));
  }

  /**
   * All policies for an inbound: FaultInjection and RateLimit, which have a say for each client.
   * Those that say most of the client come first, so that the first one that matches a client is
   * the one for it.
   *
   * @param inbound the tags of the inbound
   */
  public static <P extends OfConnections> List<Resource<P>> allForInbound(
      Collection<Resource<P>> policies, Map<String, String> inbound) {
    return matches(
            policies,
            policy ->
                SelectorRank.best(policy.destinations(), List.of(inbound))
                    .map(any -> mostSaid(policy.sources())))
        .sorted(strongestFirst())
        .map(Match::policy)
        .toList();
  }

  /** The policy for a whole proxy; one without selectors is for all. */
  public static <P extends OfProxies> Optional<Resource<P>> forProxy(
      Collection<Resource<P>> policies, Dataplane proxy) {
    return winner(
        policies,
        policy -> {
          if (policy.selectors().isEmpty()
              || policy.selectors().stream().allMatch(selector -> selector.match().isEmpty())) {
            return Optional.of(SelectorRank.NONE);
          }
          return SelectorRank.best(policy.selectors(), proxy.tagSets());
        });
  }

  /** Whether any of the selectors selects these tags. */
  public static boolean selects(List<Selector> selectors, Map<String, String> tags) {
    return SelectorRank.best(selectors, List.of(tags)).isPresent();
  }

  /**
   * Whether a policy has anything to do with a proxy, as either end of a connection: how the
   * inspect API asks.
   */
  public static boolean concerns(LegacyPolicy policy, Dataplane proxy) {
    List<Selector> selectors =
        policy instanceof OfConnections connections
            ? Stream.concat(connections.sources().stream(), connections.destinations().stream())
                .toList()
            : ((OfProxies) policy).selectors();
    return SelectorRank.best(selectors, proxy.tagSets()).isPresent();
  }

  private static <P extends LegacyPolicy> Optional<Resource<P>> winner(
      Collection<Resource<P>> policies, Function<P, Optional<SelectorRank>> rank) {
    return matches(policies, rank).min(strongestFirst()).map(Match::policy);
  }

  private static <P extends LegacyPolicy> Stream<Match<P>> matches(
      Collection<Resource<P>> policies, Function<P, Optional<SelectorRank>> rank) {
    return policies.stream()
        .flatMap(
            policy -> rank.apply(policy.spec()).map(found -> new Match<>(policy, found)).stream());
  }

  private static <P extends LegacyPolicy> Comparator<Match<P>> strongestFirst() {
    return comparing((Match<P> match) -> match.rank(), reverseOrder())
        .thenComparing(match -> match.policy().meta().created(), reverseOrder())
        .thenComparing(match -> match.policy().name());
  }

  /** The highest rank that any of the selectors can have. */
  private static SelectorRank mostSaid(List<Selector> selectors) {
    return selectors.stream()
        .flatMap(selector -> SelectorRank.of(selector, selector.match()).stream())
        .max(Comparator.naturalOrder())
        .orElse(SelectorRank.NONE);
  }
}
