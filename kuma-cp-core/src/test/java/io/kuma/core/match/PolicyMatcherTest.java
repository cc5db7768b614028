package io.kuma.core.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.match.Toll.Conf;
import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Labels;
import io.kuma.model.Match;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicyMatcherTest {
  private static final InboundKey FIRST = new InboundKey("192.0.2.1", 8001);
  private static final InboundKey SECOND = new InboundKey("192.0.2.1", 8002);

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final Resource<Dataplane> proxy = dataplane();

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theOrderOfTheInputDecidesNothing(
      @ForAll("policies") List<Resource<Toll>> policies, @ForAll long seed) {
    List<Resource<?>> shuffled = new ArrayList<>(policies);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(match(shuffled)).isEqualTo(match(policies));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void mergingTheConfOfTheProxyIsFolding(@ForAll("policies") List<Resource<Toll>> policies) {
    Optional<Conf> folded =
        matcher()
            .policies(new ListSnapshot(List.copyOf(policies)), proxy, Toll.TYPE, Shadow.LEFT_OUT)
            .stream()
            .flatMap(policy -> Optional.ofNullable(policy.spec().conf()).stream())
            .reduce(Conf::and);

    assertThat(match(policies).find(Toll.TYPE).flatMap(PolicyRules::proxy).map(ProxyRule::conf))
        .isEqualTo(folded);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyMatchOfAnInboundHasOneRule(@ForAll("policies") List<Resource<Toll>> policies) {
    match(policies)
        .find(Toll.TYPE)
        .ifPresent(
            rules ->
                rules
                    .inbound()
                    .values()
                    .forEach(
                        list ->
                            assertThat(list)
                                .extracting(rule -> Optional.ofNullable(rule.match()))
                                .doesNotHaveDuplicates()));
  }

  @Example
  void nobodyIsMatchedByNothing() {
    assertThat(match(List.of()).rules()).isEmpty();
    assertThat(match(List.of(Tolls.from("p", Tolls.service("other"), List.of()))).rules())
        .isEmpty();
  }

  @Example
  void aSectionNarrowsAPolicyDownToOneInbound() {
    TargetRef section = dataplaneRef(Map.of("app", "web"), "8002");
    PolicyRules<Conf> rules =
        rules(
            Tolls.from("all", null, List.of(new Toll.From(TargetRef.MESH, Tolls.price(1)))),
            Tolls.from("one", section, List.of(new Toll.From(TargetRef.MESH, Tolls.price(2)))));

    assertThat(rules.from().get(FIRST))
        .extracting(SubsetRule::conf)
        .containsExactly(Tolls.price(1));
    assertThat(rules.from().get(SECOND))
        .extracting(SubsetRule::conf)
        .containsExactly(Tolls.price(2));
    assertThat(rules.from().getOrDefault(SECOND, List.of()).get(0).origins())
        .extracting(origin -> origin.policy().name())
        .containsExactly("all", "one");
  }

  @Example
  void rulesOfEqualMatchAreMergedAndTheSpecificStandFirst() {
    Match id =
        new Match(new Match.SpiffeIdMatch(Match.SpiffeIdMatch.Type.Exact, "spiffe://m/a"), null);
    Match prefix =
        new Match(new Match.SpiffeIdMatch(Match.SpiffeIdMatch.Type.Prefix, "spiffe://m/"), null);
    Conf currency = new Conf(null, "EUR", null);
    PolicyRules<Conf> rules =
        rules(
            withRules(
                "b",
                new Toll.Rule(null, Tolls.price(1)),
                new Toll.Rule(List.of(prefix, id), Tolls.price(2))),
            withRules(
                "a", new Toll.Rule(List.of(), currency), new Toll.Rule(List.of(id), currency)));

    assertThat(rules.inbound().get(FIRST))
        .extracting(MatchRule::match, MatchRule::conf)
        .containsExactly(
            tuple(id, new Conf(2, "EUR", null)),
            tuple(prefix, Tolls.price(2)),
            tuple(null, new Conf(1, "EUR", null)));
  }

  @Example
  void shadowPoliciesCountOnlyIfAskedFor() {
    Resource<Toll> shadow =
        Tolls.policy(
            "p", Map.of(Labels.EFFECT, "shadow"), new Toll(null, null, null, null, Tolls.price(7)));
    ListSnapshot mesh = new ListSnapshot(List.of(shadow));

    assertThat(matcher().match(mesh, proxy).rules()).isEmpty();
    assertThat(matcher().match(mesh, proxy, Shadow.INCLUDED).find(Toll.TYPE))
        .flatMap(PolicyRules::proxy)
        .map(ProxyRule::conf)
        .contains(Tolls.price(7));
  }

  @Example
  void aPolicyOfAnotherZoneIsAProducersOrDoesNotCount() {
    Map<String, String> foreign = Map.of(Labels.ORIGIN, "zone", Labels.ZONE, "elsewhere");
    Toll spec = new Toll(null, null, null, null, Tolls.price(1));
    Resource<Toll> own = Tolls.policy("own", foreign, spec);
    Map<String, String> labels = new TreeMap<>(foreign);
    labels.put(Labels.POLICY_ROLE, "producer");
    Resource<Toll> produced = Tolls.policy("produced", labels, spec);

    assertThat(
            matcher()
                .policies(
                    new ListSnapshot(List.of(own, produced)), proxy, Toll.TYPE, Shadow.LEFT_OUT))
        .containsExactly(produced);
  }

  @Example
  void proxiesWithTheSamePoliciesShareWhatTheyMergeTo() {
    Resource<Toll> policy =
        Tolls.to("p", null, List.of(new Toll.To(TargetRef.MESH, Tolls.price(1))));
    MeshSnapshot mesh = new Remembering(new ListSnapshot(List.of(policy)), new HashMap<>());
    PolicyMatcher matcher = matcher();
    Resource<Dataplane> other =
        proxy.withMeta(Meta.of(CoreTypes.DATAPLANE.key(Tolls.MESH, "another")));

    assertThat(matcher.match(mesh, other).find(Toll.TYPE).orElseThrow().to())
        .isSameAs(matcher.match(mesh, proxy).find(Toll.TYPE).orElseThrow().to());
  }

  /** A snapshot that derives everything once, as real ones do. */
  private record Remembering(MeshSnapshot snapshot, Map<Derivation<?>, Object> known)
      implements MeshSnapshot {
    @Override
    public String mesh() {
      return snapshot.mesh();
    }

    @Override
    public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
      return snapshot.all(type);
    }

    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
      return snapshot.find(type, key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T derived(Derivation<T> derivation) {
      return (T) known.computeIfAbsent(derivation, key -> derivation.derive(snapshot, null));
    }
  }

  @Provide
  Arbitrary<List<Resource<Toll>>> policies() {
    return Tolls.policies();
  }

  private PolicyMatcher matcher() {
    return new PolicyMatcher(List.of(Toll.TYPE), codec);
  }

  private MatchedPolicies match(List<? extends Resource<?>> policies) {
    return matcher().match(new ListSnapshot(List.copyOf(policies)), proxy);
  }

  private PolicyRules<Conf> rules(Resource<Toll> one, Resource<Toll> other) {
    return match(List.of(one, other)).find(Toll.TYPE).orElseThrow();
  }

  private static Resource<Toll> withRules(String name, Toll.Rule... rules) {
    return Tolls.policy(name, Map.of(), new Toll(null, null, null, List.of(rules), null));
  }

  private static TargetRef dataplaneRef(Map<String, String> labels, String section) {
    return new TargetRef(TargetRefKind.Dataplane, null, null, null, null, null, labels, section);
  }

  private Resource<Dataplane> dataplane() {
    return CoreTypes.DATAPLANE.cast(
        codec.toResource(
            new ResourceTypes(CoreTypes.ALL),
            codec.parseYaml(
                """
                type: Dataplane
                mesh: default
                name: web-1
                labels: {app: web, kuma.io/origin: zone, kuma.io/zone: here}
                networking:
                  address: 192.0.2.1
                  inbound:
                  - {port: 8001, name: inbound-1, tags: {kuma.io/service: a, version: a}}
                  - {port: 8002, tags: {kuma.io/service: b, team: b}}
                """)));
  }
}
