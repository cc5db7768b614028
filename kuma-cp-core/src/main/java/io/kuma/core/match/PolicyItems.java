package io.kuma.core.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.merge.ConfMerger;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.TargetRefKind;
import io.kuma.resource.meshhttproute.HttpMatch;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one policy says, taken apart for merging. An item of {@code to} can be about tags
 * and about real resources at once: a name may be both.
 *
 * @param to as it is about tags
 * @param resources the same items, as they are about real resources
 * @param proxy the conf of the whole proxy; null for policies that have none
 */
record PolicyItems(
    List<SubsetItem> from,
    List<InboundItem> inbound,
    List<SubsetItem> to,
    List<ResourceItem> resources,
    @Nullable ObjectNode proxy) {

  /**
   * @param route the route that the policy points at: then its items are about the rules of that
   *     route only
   */
  static <C extends Record> PolicyItems of(
      PolicyType<?, C> type,
      Resource<? extends Policy> policy,
      Optional<Resource<MeshHttpRoute>> route,
      ConfMerger<C> merger,
      MatchesHash hash) {
    Policy spec = policy.spec();
    Record conf = spec.conf();
    return new PolicyItems(
        from(policy, merger),
        inbound(type, policy, merger),
        route.isPresent()
            ? toRoute(policy, route.get().spec(), merger, hash)
            : to(policy, merger, hash),
        route.isPresent() ? List.of() : resources(policy, merger, hash),
        conf == null ? null : merger.toTree(conf));
  }

  private static List<SubsetItem> from(Resource<? extends Policy> policy, ConfMerger<?> merger) {
    List<? extends Policy.From<?>> list = orEmpty(policy.spec().from());
    List<SubsetItem> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Policy.From<?> item = list.get(i);
      Origin origin = new Origin(policy.meta(), i);
      Subset.of(item.targetRef())
          .ifPresent(
              subset ->
                  items.add(new SubsetItem(origin, subset, merger.toTree(item.conf()), List.of())));
    }
    return List.copyOf(items);
  }

  private static List<InboundItem> inbound(
      PolicyType<?, ?> type, Resource<? extends Policy> policy, ConfMerger<?> merger) {
    List<? extends Policy.Rule<?>> rules = orEmpty(policy.spec().rules());
    List<InboundItem> items = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Origin origin = new Origin(policy.meta(), i);
      Record conf = merger.orEmpty(rules.get(i).conf());
      ObjectNode tree = merger.toTree(conf);
      List<? extends Record> matches = orEmpty(rules.get(i).matches());
      if (matches.isEmpty()) {
        items.add(new InboundItem(origin, null, conf, tree));
      }
      matches.forEach(match -> items.add(new InboundItem(origin, match, conf, tree)));
    }
    if (rules.isEmpty() && type.fromAsRules()) {
      List<? extends Policy.From<?>> from = orEmpty(policy.spec().from());
      for (int i = 0; i < from.size(); i++) {
        Record conf = merger.orEmpty(from.get(i).conf());
        items.add(new InboundItem(new Origin(policy.meta(), i), null, conf, merger.toTree(conf)));
      }
    }
    return List.copyOf(items);
  }

  /** A policy that points at routes in {@code to} speaks of resources with all of its items. */
  private static List<SubsetItem> to(
      Resource<? extends Policy> policy, ConfMerger<?> merger, MatchesHash hash) {
    List<? extends Policy.To<?>> list = orEmpty(policy.spec().to());
    List<SubsetItem> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Policy.To<?> item = list.get(i);
      if (item.targetRef().kind() == TargetRefKind.MeshHTTPRoute) {
        return List.of();
      }
      Origin origin = new Origin(policy.meta(), i);
      Subset.of(item.targetRef())
          .ifPresent(
              subset ->
                  items.add(
                      new SubsetItem(
                          origin, subset, merger.toTree(item.conf()), hashes(item.conf(), hash))));
    }
    return List.copyOf(items);
  }

  /** A policy that points at a route itself is of the older kind, and speaks of tags only. */
  private static List<ResourceItem> resources(
      Resource<? extends Policy> policy, ConfMerger<?> merger, MatchesHash hash) {
    List<? extends Policy.To<?>> list = orEmpty(policy.spec().to());
    List<ResourceItem> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Policy.To<?> item = list.get(i);
      items.add(
          new ResourceItem(
              new PolicyOrder.ToItem(policy, item),
              i,
              merger.toTree(item.conf()),
              hashes(item.conf(), hash)));
    }
    return List.copyOf(items);
  }

  private static List<SubsetItem> toRoute(
      Resource<? extends Policy> policy,
      MeshHttpRoute route,
      ConfMerger<?> merger,
      MatchesHash hash) {
    List<? extends Policy.To<?>> list = orEmpty(policy.spec().to());
    List<SubsetItem> items = new ArrayList<>();
    for (MeshHttpRoute.To destination : orEmpty(route.to())) {
      Optional<Subset> subset = Subset.of(destination.targetRef());
      for (MeshHttpRoute.Rule rule : destination.rules()) {
        String matches = hash.of(rule.matches());
        for (int i = 0; i < list.size(); i++) {
          Origin origin = new Origin(policy.meta(), i);
          ObjectNode conf = merger.toTree(list.get(i).conf());
          subset.ifPresent(
              service ->
                  items.add(
                      new SubsetItem(
                          origin, service.with(MatchesHash.TAG, matches), conf, List.of())));
        }
      }
    }
    return List.copyOf(items);
  }

  private static List<String> hashes(@Nullable Record conf, MatchesHash hash) {
    if (!(conf instanceof MeshHttpRoute.Conf routes)) {
      return List.of();
    }
    List<String> hashes = new ArrayList<>();
    for (MeshHttpRoute.Rule rule : routes.rules()) {
      List<HttpMatch> matches = rule.matches();
      hashes.add(hash.of(matches));
    }
    return List.copyOf(hashes);
  }

  private static <T> List<? extends T> orEmpty(@Nullable List<? extends T> list) {
    return list == null ? List.of() : list;
  }
}
