package io.kuma.core.match;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.match.ResourceRules.Merged;
import io.kuma.core.merge.ConfMerger;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The policies of one type in one snapshot, sorted and taken apart, and what sets of them merge to.
 * Kept from snapshot to snapshot as long as the policies stay the same, so the memory of merged
 * confs survives the coming and going of proxies. Thread-safe.
 */
final class TypeIndex<S extends Policy, C extends Record> {
  private final PolicyType<S, C> type;
  private final List<Resource<S>> policies;
  private final List<Resource<MeshHttpRoute>> routes;
  private final ConfMerger<C> merger;
  private final List<Candidate<S>> candidates;
  private final ReferenceIndex references;

  private final Map<List<Candidate<S>>, OfInbound<C>> ofInbound;
  private final Map<List<Candidate<S>>, OfProxy<C>> ofProxy;
  private final Map<List<ResourceItem>, Merged<C>> merged;

  /** What a set of policies means for real resources; holds as long as these stay the same. */
  private final Map<List<Candidate<S>>, ResourceRules<C>> ofResources = new ConcurrentHashMap<>();

  /** What a set of policies means for an inbound. */
  private record OfInbound<C extends Record>(
      List<SubsetRule<C>> from, List<MatchRule<C>> inbound) {}

  /** What a set of policies means for everything else. */
  private record OfProxy<C extends Record>(List<SubsetRule<C>> to, Optional<ProxyRule<C>> proxy) {}

  TypeIndex(PolicyType<S, C> type, MeshSnapshot snapshot, ResourceCodec codec) {
    this.type = type;
    this.policies = snapshot.all(type.resource());
    this.routes = snapshot.all(CoreTypes.MESH_HTTP_ROUTE);
    this.merger = new ConfMerger<>(type.conf(), codec);
    MatchesHash hash = new MatchesHash(codec);
    this.candidates =
        policies.stream()
            .sorted(PolicyOrder.WEAKEST_FIRST)
            .map(policy -> candidate(policy, hash))
            .toList();
    this.references = ReferenceIndex.of(snapshot);
    this.ofInbound = new ConcurrentHashMap<>();
    this.ofProxy = new ConcurrentHashMap<>();
    this.merged = new ConcurrentHashMap<>();
  }

  /** The same policies, where other resources can be meant. */
  private TypeIndex(TypeIndex<S, C> before, ReferenceIndex references) {
    this.type = before.type;
    this.policies = before.policies;
    this.routes = before.routes;
    this.merger = before.merger;
    this.candidates = before.candidates;
    this.references = references;
    this.ofInbound = before.ofInbound;
    this.ofProxy = before.ofProxy;
    this.merged = before.merged;
  }

  private Candidate<S> candidate(Resource<S> policy, MatchesHash hash) {
    Optional<Resource<MeshHttpRoute>> route = Candidate.route(policy, routes);
    return Candidate.of(policy, route, PolicyItems.of(type, policy, route, merger, hash));
  }

  /**
   * The index of a later snapshot; empty if policies changed, so that it has to be made anew. Lists
   * are shared if nothing changed.
   */
  @SuppressWarnings("ReferenceEquality")
  Optional<TypeIndex<S, C>> in(MeshSnapshot snapshot) {
    if (snapshot.all(type.resource()) != policies
        || snapshot.all(CoreTypes.MESH_HTTP_ROUTE) != routes) {
      return Optional.empty();
    }
    ReferenceIndex now = ReferenceIndex.of(snapshot);
    return Optional.of(now == references ? this : new TypeIndex<>(this, now));
  }

  PolicyType<S, C> type() {
    return type;
  }

  /** Whether the mesh has any policy of the type. */
  boolean hasPolicies() {
    return !policies.isEmpty();
  }

  /** The policies that reach a proxy, weakest first. */
  List<Resource<S>> select(ProxyFacts proxy, PolicyMatcher.Shadow shadow) {
    return selection(proxy, shadow).ofProxy.stream().map(Candidate::policy).toList();
  }

  /** What the policies that reach a proxy mean for it; empty if none does. */
  Optional<PolicyRules<C>> rules(ProxyFacts proxy, PolicyMatcher.Shadow shadow) {
    Selection<S> selection = selection(proxy, shadow);
    if (selection.ofProxy.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<InboundKey, List<SubsetRule<C>>> from = new TreeMap<>();
    SortedMap<InboundKey, List<MatchRule<C>>> inbound = new TreeMap<>();
    selection.ofInbound.forEach(
        (key, ofKey) -> {
          OfInbound<C> rules = ofInbound.computeIfAbsent(ofKey, this::ofInbound);
          if (!rules.from.isEmpty()) {
            from.put(key, rules.from);
          }
          if (!rules.inbound.isEmpty()) {
            inbound.put(key, rules.inbound);
          }
        });
    OfProxy<C> rules = ofProxy.computeIfAbsent(selection.ofProxy, this::ofProxy);
    ResourceRules<C> resources = ofResources.computeIfAbsent(selection.ofProxy, this::ofResources);
    return Optional.of(new PolicyRules<>(type, from, inbound, rules.to, resources, rules.proxy));
  }

  /** The rules of inbounds as the inspect API shows them: one for each item, nothing merged. */
  SortedMap<InboundKey, List<MatchRule<C>>> inboundItems(
      ProxyFacts proxy, PolicyMatcher.Shadow shadow) {
    SortedMap<InboundKey, List<MatchRule<C>>> rules = new TreeMap<>();
    selection(proxy, shadow)
        .ofInbound
        .forEach(
            (key, ofKey) ->
                rules.put(key, InboundRuleList.single(items(ofKey, items -> items.inbound()))));
    return rules;
  }

  private OfInbound<C> ofInbound(List<Candidate<S>> selected) {
    return new OfInbound<>(
        SubsetRules.from(items(selected, PolicyItems::from), merger),
        InboundRuleList.merged(items(selected, PolicyItems::inbound), type.conf(), merger));
  }

  private OfProxy<C> ofProxy(List<Candidate<S>> selected) {
    return new OfProxy<>(
        SubsetRules.to(items(selected, PolicyItems::to), merger), proxyRule(selected));
  }

  private ResourceRules<C> ofResources(List<Candidate<S>> selected) {
    List<ResourceItem> items = new ArrayList<>(items(selected, PolicyItems::resources));
    items.sort(Comparator.comparing(ResourceItem::item, PolicyOrder.WEAKEST_ITEM_FIRST));
    return ResourceRules.of(
        items, references, list -> merged.computeIfAbsent(list, same -> Merged.of(same, merger)));
  }

  private Optional<ProxyRule<C>> proxyRule(List<Candidate<S>> selected) {
    List<JsonNode> confs = new ArrayList<>();
    List<Origin> origins = new ArrayList<>();
    for (Candidate<S> candidate : selected) {
      JsonNode conf = candidate.items().proxy();
      if (conf != null) {
        confs.add(conf);
        origins.add(new Origin(candidate.policy().meta(), 0));
      }
    }
    return merger.merge(confs).stream().findFirst().map(conf -> new ProxyRule<>(conf, origins));
  }

  private static <S extends Policy, T> List<T> items(
      List<Candidate<S>> selected, Function<PolicyItems, List<T>> place) {
    return selected.stream().flatMap(candidate -> place.apply(candidate.items()).stream()).toList();
  }

  /** The policies that reach a proxy as a whole, and those that reach each of its ports. */
  private record Selection<S extends Policy>(
      List<Candidate<S>> ofProxy, Map<InboundKey, List<Candidate<S>>> ofInbound) {}

  private Selection<S> selection(ProxyFacts proxy, PolicyMatcher.Shadow shadow) {
    List<Candidate<S>> all = new ArrayList<>();
    List<BitSet> reached = new ArrayList<>();
    for (Candidate<S> candidate : candidates) {
      BitSet ports =
          candidate.isShadow() && shadow == PolicyMatcher.Shadow.LEFT_OUT
              ? null
              : candidate.select(proxy);
      if (ports != null) {
        all.add(candidate);
        reached.add(ports);
      }
    }
    boolean everywhere = reached.stream().allMatch(ports -> ports.equals(proxy.everyPort()));
    Map<InboundKey, List<Candidate<S>>> byPort = new LinkedHashMap<>();
    for (int port = 0; port < proxy.ports().size() && !all.isEmpty(); port++) {
      List<Candidate<S>> ofPort = everywhere ? all : ofPort(port, all, reached);
      if (!ofPort.isEmpty()) {
        byPort.put(proxy.ports().get(port).key(), ofPort);
      }
    }
    return new Selection<>(all, byPort);
  }

  private static <S extends Policy> List<Candidate<S>> ofPort(
      int port, List<Candidate<S>> all, List<BitSet> reached) {
    List<Candidate<S>> ofPort = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (reached.get(i).get(port)) {
        ofPort.add(all.get(i));
      }
    }
    return ofPort;
  }
}
