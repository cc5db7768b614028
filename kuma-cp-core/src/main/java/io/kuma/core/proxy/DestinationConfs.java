package io.kuma.core.proxy;

import io.kuma.core.match.MatchedPolicies;
import io.kuma.core.match.MatchesHash;
import io.kuma.core.match.Origin;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.match.ReferenceIndex;
import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.model.Kri;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Finds what policies say about a destination, and about the routes to it. */
final class DestinationConfs {
  /** What upstream calls them where it speaks of tags. */
  private static final Map<String, String> OUTSIDE = Map.of(Tags.SERVICE, "pass_through");

  private final MatchedPolicies policies;

  /**
   * What the policies of one type say.
   *
   * @param origins what it was merged from, weakest first
   * @param originByMatches for routes: which policy said last what becomes of these matches
   */
  record Said<C extends Record>(
      C conf, List<Origin> origins, SortedMap<String, Origin> originByMatches) {}

  DestinationConfs(MatchedPolicies policies) {
    this.policies = policies;
  }

  Confs of(Destination destination) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      find(rules, destination, DestinationConfs::any)
          .ifPresent(said -> byType.put(rules.type(), said.conf()));
    }
    return confs(byType);
  }

  /**
   * What the policies say whose specs are of this class.
   *
   * @param counts which confs count, where several are said that stay apart
   */
  Optional<? extends Said<?>> find(
      Class<? extends Policy> spec, Destination destination, Predicate<Record> counts) {
    Optional<PolicyRules<?>> rules = type(spec);
    return rules.isPresent() ? find(rules.get(), destination, counts) : Optional.empty();
  }

  /**
   * The type of policies whose specs are of this class; empty if none of them reaches the proxy.
   */
  Optional<PolicyRules<?>> type(Class<? extends Policy> spec) {
    for (PolicyRules<?> rules : policies.rules()) {
      if (rules.type().resource().specClass() == spec) {
        return Optional.of(rules);
      }
    }
    return Optional.empty();
  }

  /**
   * What policies say about a route to a service that is known by its tag, or about the service.
   */
  Confs ofRoute(ServiceTag destination, String matchesHash) {
    Map<String, String> tags =
        Map.of(Tags.SERVICE, destination.service(), MatchesHash.TAG, matchesHash);
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      byTags(rules, tags, DestinationConfs::any)
          .ifPresent(said -> byType.put(rules.type(), said.conf()));
    }
    return confs(byType);
  }

  /** What policies say about destinations that the mesh does not know: all they say about it. */
  Confs ofOutside(String mesh) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      byTags(rules, OUTSIDE, DestinationConfs::any)
          .ifPresent(said -> byType.put(rules.type(), said.conf()));
      rules
          .resources()
          .exactly(ReferenceIndex.mesh(mesh))
          .ifPresent(rule -> byType.put(rules.type(), rule.conf()));
    }
    return confs(byType);
  }

  /** What policies say about a route, and not about its destination. */
  Confs ofRoute(Kri route) {
    Map<PolicyType<?, ?>, Record> byType = new LinkedHashMap<>();
    for (PolicyRules<?> rules : policies.rules()) {
      rules.resources().exactly(route).ifPresent(rule -> byType.put(rules.type(), rule.conf()));
    }
    return confs(byType);
  }

  private static <C extends Record> Optional<Said<C>> find(
      PolicyRules<C> rules, Destination destination, Predicate<Record> counts) {
    if (destination instanceof ServiceTag tag) {
      return byTags(rules, Map.of(Tags.SERVICE, tag.service()), counts);
    }
    return rules
        .resources()
        .find(((ResourcePort) destination).kri())
        .flatMap(
            rule ->
                rule.confs().stream()
                    .filter(counts)
                    .findFirst()
                    .map(conf -> new Said<>(conf, rule.origins(), rule.originByMatches())));
  }

  /** A tag that the destination does not have can be demanded of it only to be absent. */
  private static <C extends Record> Optional<Said<C>> byTags(
      PolicyRules<C> rules, Map<String, String> tags, Predicate<Record> counts) {
    return rules.to().stream()
        .filter(rule -> rule.subset().contains(tags) && counts.test(rule.conf()))
        .findFirst()
        .map(rule -> new Said<>(rule.conf(), rule.origins(), rule.originByMatches()));
  }

  private static boolean any(Record conf) {
    return true;
  }

  private static Confs confs(Map<PolicyType<?, ?>, Record> byType) {
    return byType.isEmpty() ? Confs.NONE : new Confs(byType);
  }
}
