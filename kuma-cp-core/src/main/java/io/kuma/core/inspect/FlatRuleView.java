package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.InboundKey;
import io.kuma.core.match.Origin;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.match.Subset;
import io.kuma.core.match.SubsetRule;
import io.kuma.core.proxy.ClassicNaming;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.TagOutbound;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code rules}: what policies that speak of tags come to for a proxy, as one list of what holds
 * where. Older than {@link RuleView}; resources as destinations are not in it.
 */
public final class FlatRuleView {
  private static final Comparator<JsonNode> ORDER =
      Comparator.comparing((JsonNode item) -> item.path("name").asText())
          .thenComparing(item -> item.path("type").asText());

  private final PolicyMatcher matcher;
  private final ResourceCodec codec;
  private final ServiceVips vips;

  public FlatRuleView(PolicyMatcher matcher, ResourceCodec codec, ServiceVips vips) {
    this.matcher = matcher;
    this.codec = codec;
    this.vips = vips;
  }

  /** The rules of a proxy. */
  public ObjectNode of(MeshSnapshot snapshot, Resource<Dataplane> dataplane) {
    List<ObjectNode> items = new ArrayList<>();
    Dataplane.Networking networking = dataplane.spec().networking();
    List<TagOutbound> outbounds =
        TagOutbound.of(dataplane.spec(), snapshot.settings().meshServicesMode(), vips.of(snapshot));
    for (PolicyRules<?> rules : matcher.match(snapshot, dataplane).rules()) {
      if (networking != null) {
        addOfClients(items, rules, dataplane.spec(), networking);
        addOfDestinations(items, rules, outbounds);
      }
      rules
          .proxy()
          .ifPresent(
              rule -> items.add(item("SingleItem", rules, Map.of(), rule.conf(), rule.origins())));
    }
    items.sort(ORDER);
    ObjectNode answer = Trees.object().put("total", items.size());
    answer.set("items", Trees.array(items));
    return answer;
  }

  private void addOfClients(
      List<ObjectNode> items,
      PolicyRules<?> rules,
      Dataplane dataplane,
      Dataplane.Networking networking) {
    rules
        .from()
        .forEach(
            (key, list) -> {
              Map<String, String> tags = tags(dataplane, networking, key);
              for (SubsetRule<?> rule : list) {
                ObjectNode item = item("ClientSubset", rules, tags, rule.conf(), rule.origins());
                item.withArray("addresses").add(key.toString());
                item.set("subset", subset(rule.subset()));
                items.add(item);
              }
            });
  }

  private static Map<String, String> tags(
      Dataplane dataplane, Dataplane.Networking networking, InboundKey key) {
    return dataplane.inbounds().stream()
        .filter(
            inbound ->
                inbound.port() == key.port()
                    && inbound.effectiveAddress(networking).equals(key.address()))
        .findFirst()
        .map(Inbound::tags)
        .orElse(Map.of());
  }

  /** Outbounds of the same tags are one destination with several addresses. */
  private void addOfDestinations(
      List<ObjectNode> items, PolicyRules<?> rules, List<TagOutbound> all) {
    Map<Map<String, String>, List<TagOutbound>> byTags = new LinkedHashMap<>();
    for (TagOutbound outbound : all) {
      byTags.computeIfAbsent(outbound.tags(), tags -> new ArrayList<>()).add(outbound);
    }
    byTags.forEach(
        (tags, outbounds) ->
            rules.to().stream()
                .filter(rule -> rule.subset().contains(tags))
                .findFirst()
                .ifPresent(
                    rule -> {
                      ObjectNode item =
                          item("DestinationSubset", rules, tags, rule.conf(), rule.origins());
                      ArrayNode addresses = item.withArray("addresses");
                      outbounds.stream()
                          .map(outbound -> outbound.address() + ":" + outbound.port())
                          .distinct()
                          .forEach(addresses::add);
                      item.set("subset", subset(rule.subset()));
                      items.add(item);
                    }));
  }

  private ObjectNode item(
      String type,
      PolicyRules<?> rules,
      Map<String, String> tags,
      Record conf,
      List<Origin> origins) {
    ObjectNode item = Trees.object().put("type", type).put("name", name(tags));
    item.putArray("addresses");
    item.put("service", tags.getOrDefault(Tags.SERVICE, ""));
    item.set("tags", Trees.strings(tags));
    item.put("policyType", rules.type().name());
    item.putObject("subset");
    item.set("conf", codec.toTree(conf));
    ArrayNode policies = item.putArray("origins");
    origins.stream()
        .map(Origin::policy)
        .distinct()
        .forEach(
            (Meta policy) ->
                policies.addObject().put("mesh", policy.mesh()).put("name", policy.name()));
    return item;
  }

  /** As the cluster of such a destination is called. */
  private static String name(Map<String, String> tags) {
    String service = tags.get(Tags.SERVICE);
    if (service == null) {
      return "";
    }
    SortedMap<String, String> others = new TreeMap<>(tags);
    others.remove(Tags.SERVICE);
    return new ClassicNaming().backend(new ServiceTag(service), others);
  }

  private static ObjectNode subset(Subset subset) {
    ObjectNode tree = Trees.object();
    subset.tags().forEach(tag -> tree.put(tag.key(), (tag.not() ? "!" : "") + tag.value()));
    return tree;
  }
}
