package io.kuma.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.match.Toll.Conf;
import io.kuma.core.merge.ConfMerger;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.model.TargetRef;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SubsetRulesTest {
  private final ResourceCodec codec = new JacksonResourceCodec();
  private final ConfMerger<Conf> merger = new ConfMerger<>(Conf.class, codec);

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theStrongestRuleThatFitsSaysWhatAllItemsSayTogether(
      @ForAll("froms") List<Toll.From> items, @ForAll("clients") Map<String, String> client) {
    Optional<Conf> together =
        items.stream()
            .filter(item -> Subset.of(item.targetRef()).orElseThrow().contains(client))
            .map(SubsetRulesTest::conf)
            .reduce(Conf::and);

    assertThat(strongest(rules(items), client)).isEqualTo(together);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void destinationsToo(
      @ForAll("froms") List<Toll.From> items, @ForAll("clients") Map<String, String> destination) {
    Optional<Conf> together =
        items.stream()
            .filter(item -> Subset.of(item.targetRef()).orElseThrow().contains(destination))
            .map(SubsetRulesTest::conf)
            .reduce(Conf::and);

    assertThat(strongest(SubsetRules.to(items(items), merger), destination)).isEqualTo(together);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void sameItemsMakeEqualRules(@ForAll("froms") List<Toll.From> items) {
    assertThat(rules(items)).isEqualTo(rules(List.copyOf(items)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theMoreTagsTheEarlier(@ForAll("froms") List<Toll.From> items) {
    assertThat(rules(items))
        .extracting(rule -> rule.subset().countPositive())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Example
  void aDenialOfOneAmongSeveralIsNotLost() {
    List<Toll.From> items =
        List.of(
            new Toll.From(TargetRef.MESH, Tolls.price(1)),
            new Toll.From(Tolls.service("a"), Tolls.price(2)),
            new Toll.From(Tolls.service("b"), Tolls.price(3)));

    assertThat(strongest(rules(items), Map.of(Tags.SERVICE, "a"))).contains(Tolls.price(2));
    assertThat(strongest(rules(items), Map.of(Tags.SERVICE, "c"))).contains(Tolls.price(1));
  }

  @Example
  void anItemOfManyTagsDoesNotHideAnotherOfFew() {
    List<Toll.From> items =
        List.of(
            new Toll.From(Tolls.subset(Map.of("p", "1")), Tolls.price(1)),
            new Toll.From(Tolls.subset(Map.of("t", "1")), Tolls.price(2)),
            new Toll.From(
                Tolls.subset(Map.of("t", "2", "p", "1", "q", "1", "r", "1")), Tolls.price(3)));

    assertThat(strongest(rules(items), Map.of("p", "1", "q", "1", "r", "1", "t", "1")))
        .contains(Tolls.price(2));
  }

  @Example
  void itemsOfDifferentServicesAreNotCombined() {
    List<Toll.From> items =
        IntStream.range(0, 200)
            .mapToObj(i -> new Toll.From(Tolls.service("s" + i), Tolls.price(i)))
            .toList();

    assertThat(rules(items)).hasSize(200);
  }

  @Provide
  Arbitrary<List<Toll.From>> froms() {
    return Tolls.froms();
  }

  @Provide
  Arbitrary<Map<String, String>> clients() {
    return Tolls.tags(3);
  }

  private static Conf conf(Toll.From item) {
    return item.conf() == null ? new Conf(null, null, null) : item.conf();
  }

  private static Optional<Conf> strongest(
      List<SubsetRule<Conf>> rules, Map<String, String> client) {
    return rules.stream()
        .filter(rule -> rule.subset().contains(client))
        .max(Comparator.comparingInt(SubsetRule::precedence))
        .map(SubsetRule::conf);
  }

  private List<SubsetRule<Conf>> rules(List<Toll.From> items) {
    return SubsetRules.from(items(items), merger);
  }

  private List<SubsetItem> items(List<Toll.From> from) {
    Resource<Toll> policy = Tolls.from("p", null, from);
    Meta meta = policy.meta();
    return from.stream()
        .map(
            item ->
                new SubsetItem(
                    new Origin(meta, from.indexOf(item)),
                    Subset.of(item.targetRef()).orElseThrow(),
                    merger.toTree(item.conf()),
                    List.of()))
        .toList();
  }
}
