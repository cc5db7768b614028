package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.InboundKey;
import io.kuma.core.match.MatchRule;
import io.kuma.core.match.MatchesHash;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.match.ProxyRule;
import io.kuma.core.match.ResourceRule;
import io.kuma.core.match.Subset;
import io.kuma.core.match.SubsetRule;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import io.kuma.resource.meshgateway.MeshGateway;
import io.kuma.resource.meshhttproute.HttpMatch;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code _rules}: what the policies of each type come to for a proxy, and which policies each of it
 * came from.
 */
public final class RuleView {
  private final PolicyMatcher matcher;
  private final ResourceCodec codec;
  private final MatchesHash hash;

  public RuleView(PolicyMatcher matcher, ResourceCodec codec) {
    this.matcher = matcher;
    this.codec = codec;
    this.hash = new MatchesHash(codec);
  }

  /** The rules of a proxy. */
  public ObjectNode of(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    return answer(
        dataplane.meta(),
        matcher.match(snapshot, dataplane).rules(),
        rules -> ofType(rules, snapshot, dataplane));
  }

  /** The rules of a builtin gateway, for all of its listeners together. */
  public ObjectNode ofGateway(MeshSnapshot snapshot, Resource<MeshGateway> gateway) {
    return answer(
        gateway.meta(),
        matcher.matchGateway(snapshot, gateway).rules(),
        rules -> ofType(rules, snapshot, Trees.array(), Trees.array()));
  }

  private ObjectNode answer(
      Meta of, List<PolicyRules<?>> matched, Function<PolicyRules<?>, ObjectNode> form) {
    ArrayNode rules = Trees.array();
    matched.stream().map(form).filter(RuleView::saysSomething).forEach(rules::add);
    ObjectNode answer = Trees.object();
    answer.set("resource", Trees.reference(of));
    answer.set("httpMatches", httpMatches(matched));
    answer.set("rules", rules);
    return answer;
  }

  /** Policies can reach a proxy and mean nothing that exists. */
  private static boolean saysSomething(ObjectNode type) {
    return type.has("proxyRule")
        || type.properties().stream()
            .anyMatch(p -> !p.getValue().isTextual() && !p.getValue().isEmpty());
  }

  private <C extends Record> ObjectNode ofType(
      PolicyRules<C> rules, MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    Inbounds inbounds = new Inbounds(dataplane.spec());
    return ofType(
        rules,
        snapshot,
        inbounds.list(rules.from(), this::subsetRule),
        inbounds.list(
            matcher.inboundItems(snapshot, dataplane, rules.type(), PolicyMatcher.Shadow.LEFT_OUT),
            this::matchRule));
  }

  private ObjectNode ofType(
      PolicyRules<?> rules, MeshSnapshot snapshot, ArrayNode from, ArrayNode inbound) {
    ObjectNode tree = Trees.object().put("type", rules.type().name());
    rules.proxy().ifPresent(rule -> tree.set("proxyRule", proxyRule(rule)));
    tree.set("fromRules", from);
    tree.set("inboundRules", inbound);
    // Where every destination is a real resource, what is said about tags reaches nobody.
    tree.set("toRules", list(isExclusive(snapshot) ? List.of() : rules.to(), this::subsetRule));
    tree.set(
        "toResourceRules",
        list(List.copyOf(rules.resources().byKri().values()), this::resourceRule));
    tree.set("warnings", Trees.array());
    return tree;
  }

  private static boolean isExclusive(MeshSnapshot snapshot) {
    return snapshot.settings().meshServicesMode() == Mode.Exclusive;
  }

  private static <T> ArrayNode list(List<T> rules, Function<T, ObjectNode> form) {
    return Trees.array(rules.stream().map(form).toList());
  }

  private ObjectNode proxyRule(ProxyRule<?> rule) {
    ObjectNode tree = Trees.object();
    tree.set("conf", codec.toTree(rule.conf()));
    tree.set("origin", Trees.references(rule.origins()));
    return tree;
  }

  private ObjectNode subsetRule(SubsetRule<?> rule) {
    ObjectNode tree = Trees.object();
    ArrayNode matchers = tree.putArray("matchers");
    for (Subset.Tag tag : rule.subset().tags()) {
      matchers.addObject().put("key", tag.key()).put("value", tag.value()).put("not", tag.not());
    }
    tree.set("conf", codec.toTree(rule.conf()));
    tree.set("origin", Trees.references(rule.origins()));
    return tree;
  }

  private ObjectNode matchRule(MatchRule<?> rule) {
    ObjectNode tree = Trees.object();
    if (rule.match() != null) {
      tree.set("match", codec.toTree(rule.match()));
    }
    tree.set("conf", Trees.array().add(codec.toTree(rule.conf())));
    tree.set("origin", Trees.items(rule.origins()));
    return tree;
  }

  private ObjectNode resourceRule(ResourceRule<?> rule) {
    ObjectNode tree = Trees.object();
    tree.set("resourceMeta", Trees.reference(rule.resource()));
    tree.put("resourceSectionName", rule.kri().section());
    tree.set("conf", list(rule.confs(), codec::toTree));
    tree.set("origin", Trees.items(rule.origins()));
    return tree;
  }

  /** What stands behind the hashes by which rules speak of the matches of routes. */
  private ArrayNode httpMatches(List<PolicyRules<?>> matched) {
    SortedMap<String, List<HttpMatch>> byHash = new TreeMap<>();
    for (PolicyRules<?> rules : matched) {
      rules.to().forEach(rule -> addMatches(rule.conf(), byHash));
      rules
          .resources()
          .byKri()
          .values()
          .forEach(rule -> rule.confs().forEach(conf -> addMatches(conf, byHash)));
    }
    ArrayNode list = Trees.array();
    byHash.forEach(
        (key, matches) -> {
          List<JsonNode> trees = matches.stream().<JsonNode>map(codec::toTree).toList();
          list.addObject().put("hash", key).set("match", Trees.array(trees));
        });
    return list;
  }

  private void addMatches(Record conf, SortedMap<String, List<HttpMatch>> byHash) {
    if (conf instanceof MeshHttpRoute.Conf route) {
      route.rules().forEach(rule -> byHash.put(hash.of(rule.matches()), rule.matches()));
    }
  }

  /** Shows rules beside the ports that they are for. */
  private record Inbounds(Dataplane spec) {

    <T> ArrayNode list(
        SortedMap<InboundKey, ? extends List<? extends T>> byInbound,
        Function<T, ObjectNode> form) {
      ArrayNode list = Trees.array();
      byInbound.forEach(
          (key, rules) -> {
            if (!rules.isEmpty()) {
              ObjectNode tree = list.addObject();
              tree.set("inbound", inbound(key));
              tree.set("rules", Trees.array(rules.stream().map(form).toList()));
            }
          });
      return list;
    }

    /** Listeners of zone proxies have neither names here nor tags. */
    private ObjectNode inbound(InboundKey key) {
      ObjectNode tree = Trees.object().put("port", key.port()).putNull("tags");
      Dataplane.Networking networking = spec.networking();
      for (Inbound inbound : spec.inbounds()) {
        if (networking != null
            && inbound.port() == key.port()
            && inbound.effectiveAddress(networking).equals(key.address())) {
          if (!inbound.name().isEmpty()) {
            tree.put("name", inbound.name());
          }
          if (!inbound.tags().isEmpty()) {
            tree.set("tags", Trees.strings(inbound.tags()));
          }
        }
      }
      return tree;
    }
  }
}
