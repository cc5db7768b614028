package io.kuma.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.merge.ConfMerger;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the cases of the conformance folder {@code rules}, for the types that it is given. The
 * policies of a case are said to match already, in the order in which they stand there.
 */
public final class RuleConformance {
  private static final String OF_RESOURCES = "resource-rules";
  private static final String MATCHED = "matched-for-rules-";
  private static final String INBOUND = "127.0.0.1:80";

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final List<PolicyType<?, ?>> types;
  private final ConformanceFiles files;
  private final RuleTrees trees = new RuleTrees(codec);
  private final Tally tally = new Tally("rules");

  public RuleConformance(List<? extends PolicyType<?, ?>> types, ResourceTypes catalogue) {
    this.types = List.copyOf(types);
    this.files = new ConformanceFiles(codec, catalogue);
  }

  /** A test for each case whose types exist. */
  public Stream<DynamicTest> tests() {
    List<Tally.Case> cases = new ArrayList<>();
    for (Path kind : ConformanceFiles.list(ConformanceFiles.folder("rules"))) {
      String name = ConformanceFiles.name(kind);
      for (Path folder : ConformanceFiles.list(kind)) {
        if (name.equals(OF_RESOURCES)) {
          ConformanceFiles.list(folder).forEach(variant -> cases.add(toCase(name, variant)));
        } else {
          cases.add(toCase(name, folder));
        }
      }
    }
    return tally.tests(cases);
  }

  public String closingLines() {
    return tally.closingLines();
  }

  private Tally.Case toCase(String kind, Path folder) {
    return new Tally.Case(
        ConformanceFiles.folder("rules").relativize(folder).toString(),
        whyNot(folder),
        () -> run(kind, folder));
  }

  private Optional<String> whyNot(Path folder) {
    SortedSet<String> missing = new TreeSet<>(files.unknownTypes(folder.resolve("input.yaml")));
    return missing.isEmpty() ? Optional.empty() : Optional.of("no type " + missing);
  }

  private void run(String kind, Path folder) {
    List<Resource<?>> resources = files.resources(folder.resolve("input.yaml"));
    JsonNode expected = RuleTrees.essence(files.tree(folder.resolve("expected.yaml")));
    PolicyType<?, ?> type = type(kind.equals(OF_RESOURCES) ? matched(resources) : resources);
    JsonNode found =
        switch (kind) {
          case "from" -> from(type, resources);
          case "to" -> to(type, resources);
          case "single" -> single(type, resources);
          case "inbound" -> inbound(type, matched(resources));
          case "sort" -> sort(type, matched(resources));
          case OF_RESOURCES -> resourceRules(type, resources);
          default -> throw new AssertionError("unknown kind " + kind);
        };
    assertThat(found)
        .isEqualTo(
            kind.equals("from")
                ? fromRules(expected.path("rules"), expected.path("inboundRules"))
                : expected);
  }

  /** The two parts of from rules, without inbounds that have none. */
  static ObjectNode fromRules(JsonNode rules, JsonNode inboundRules) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("rules", RuleTrees.withoutEmpty(rules));
    tree.set("inboundRules", RuleTrees.withoutEmpty(inboundRules));
    return tree;
  }

  /** The type that a case is about: routes may stand there only to be pointed at. */
  private PolicyType<?, ?> type(List<Resource<?>> resources) {
    List<String> names = resources.stream().map(resource -> resource.key().type()).toList();
    return types.stream()
        .filter(type -> names.contains(type.name()))
        .filter(type -> !type.resource().equals(CoreTypes.MESH_HTTP_ROUTE) || allEqual(names))
        .findFirst()
        .orElseThrow();
  }

  private static boolean allEqual(List<String> names) {
    return names.stream().distinct().count() == 1;
  }

  private static List<Resource<?>> matched(List<Resource<?>> resources) {
    return resources.stream().filter(resource -> resource.name().startsWith(MATCHED)).toList();
  }

  private <S extends Policy, C extends Record> JsonNode from(
      PolicyType<S, C> type, List<Resource<?>> resources) {
    ConfMerger<C> merger = new ConfMerger<>(type.conf(), codec);
    ObjectNode rules = JsonNodeFactory.instance.objectNode();
    rules.set(
        INBOUND,
        trees.subsetRules(
            SubsetRules.from(items(type, resources, merger, PolicyItems::from), merger)));
    ObjectNode inboundRules = JsonNodeFactory.instance.objectNode();
    inboundRules.set(INBOUND, inbound(type, resources).path("rules"));
    return fromRules(rules, inboundRules);
  }

  private <S extends Policy, C extends Record> JsonNode to(
      PolicyType<S, C> type, List<Resource<?>> resources) {
    ConfMerger<C> merger = new ConfMerger<>(type.conf(), codec);
    ObjectNode tree =
        rules(
            trees.subsetRules(
                SubsetRules.to(items(type, resources, merger, PolicyItems::to), merger)));
    tree.set("resourceRules", resourceRules(type, resources, resources));
    return tree;
  }

  private <S extends Policy, C extends Record> JsonNode resourceRules(
      PolicyType<S, C> type, List<Resource<?>> mesh) {
    return resourceRules(type, matched(mesh), mesh);
  }

  private <S extends Policy, C extends Record> JsonNode resourceRules(
      PolicyType<S, C> type, List<Resource<?>> matched, List<Resource<?>> mesh) {
    ConfMerger<C> merger = new ConfMerger<>(type.conf(), codec);
    List<ResourceItem> items =
        new ArrayList<>(items(type, matched, merger, PolicyItems::resources));
    items.sort(Comparator.comparing(ResourceItem::item, PolicyOrder.WEAKEST_ITEM_FIRST));
    return trees.resourceRules(
        ResourceRules.of(
            items,
            ReferenceIndex.of(new ListSnapshot(mesh)),
            same -> ResourceRules.Merged.of(same, merger)));
  }

  private <S extends Policy, C extends Record> JsonNode single(
      PolicyType<S, C> type, List<Resource<?>> resources) {
    ConfMerger<C> merger = new ConfMerger<>(type.conf(), codec);
    List<SubsetItem> items = new ArrayList<>();
    for (Resource<S> policy : policies(type, resources)) {
      items.add(
          new SubsetItem(
              new Origin(policy.meta(), 0),
              Subset.ALL,
              merger.toTree(policy.spec().conf()),
              List.of()));
    }
    return rules(trees.subsetRules(SubsetRules.to(items, merger)));
  }

  private <S extends Policy, C extends Record> JsonNode inbound(
      PolicyType<S, C> type, List<Resource<?>> resources) {
    ConfMerger<C> merger = new ConfMerger<>(type.conf(), codec);
    List<Resource<?>> sorted = new ArrayList<>(policies(type, resources));
    sorted.sort(
        (one, other) ->
            PolicyOrder.WEAKEST_FIRST.compare(
                type.resource().cast(one), type.resource().cast(other)));
    List<MatchRule<C>> single =
        InboundRuleList.single(items(type, sorted, merger, PolicyItems::inbound));
    return rules(trees.matchRules(single));
  }

  private <S extends Policy> JsonNode sort(PolicyType<S, ?> type, List<Resource<?>> resources) {
    record Positioned(PolicyOrder.ToItem item, int index) {}
    List<Positioned> items = new ArrayList<>();
    for (Resource<S> policy : policies(type, resources)) {
      List<? extends Policy.To<?>> to = policy.spec().to();
      for (int i = 0; to != null && i < to.size(); i++) {
        items.add(new Positioned(new PolicyOrder.ToItem(policy, to.get(i)), i));
      }
    }
    items.sort((one, other) -> PolicyOrder.WEAKEST_ITEM_FIRST.compare(one.item, other.item));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> list.add(trees.toItem(item.item, item.index)));
    return list;
  }

  private <S extends Policy, C extends Record, T> List<T> items(
      PolicyType<S, C> type,
      List<Resource<?>> resources,
      ConfMerger<C> merger,
      Function<PolicyItems, List<T>> place) {
    List<Resource<MeshHttpRoute>> routes =
        new ListSnapshot(resources).all(CoreTypes.MESH_HTTP_ROUTE);
    MatchesHash hash = new MatchesHash(codec);
    return policies(type, resources).stream()
        .map(policy -> PolicyItems.of(type, policy, Candidate.route(policy, routes), merger, hash))
        .flatMap(items -> place.apply(items).stream())
        .toList();
  }

  private static <S extends Policy> List<Resource<S>> policies(
      PolicyType<S, ?> type, List<Resource<?>> resources) {
    return new ListSnapshot(resources).all(type.resource());
  }

  private static ObjectNode rules(ArrayNode list) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("rules", list);
    return tree;
  }
}
