package io.kuma.core.match;

import io.kuma.core.match.Toll.Conf;
import io.kuma.model.Labels;
import io.kuma.model.Match;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.Tags;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Makes policies and references for tests, by hand and at random. */
final class Tolls {
  static final String MESH = "default";

  private Tolls() {}

  static TargetRef ref(
      TargetRefKind kind, @Nullable String name, @Nullable Map<String, String> tags) {
    return new TargetRef(kind, name, tags, null, null, null, null, null);
  }

  static TargetRef subset(Map<String, String> tags) {
    return ref(TargetRefKind.MeshSubset, null, tags);
  }

  static TargetRef service(String name) {
    return ref(TargetRefKind.MeshService, name, null);
  }

  static Conf price(int price) {
    return new Conf(price, null, null);
  }

  static Resource<Toll> policy(String name, Map<String, String> labels, Toll spec) {
    Meta meta = Meta.of(Toll.TYPE.resource().key(MESH, name)).withLabels(labels);
    return new Resource<>(meta, spec, null);
  }

  static Resource<Toll> from(String name, @Nullable TargetRef targetRef, List<Toll.From> from) {
    return policy(name, Map.of(), new Toll(targetRef, null, from, null, null));
  }

  static Resource<Toll> to(String name, @Nullable TargetRef targetRef, List<Toll.To> to) {
    return policy(name, Map.of(), new Toll(targetRef, to, null, null, null));
  }

  static Arbitrary<Conf> confs() {
    Arbitrary<Toll.Extra> extras =
        Combinators.combine(
                Arbitraries.integers().between(0, 9).injectNull(0.3),
                Arbitraries.of("here", "there").list().ofMaxSize(2).injectNull(0.3))
            .as(Toll.Extra::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 99).injectNull(0.3),
            Arbitraries.of("EUR", "CZK", "XAU").injectNull(0.3),
            extras.injectNull(0.3))
        .as(Conf::new);
  }

  /** Few keys and few values, so that they often meet. */
  static Arbitrary<Map<String, String>> tags(int max) {
    return Arbitraries.maps(
            Arbitraries.of(Tags.SERVICE, "version", "team"), Arbitraries.of("a", "b", "c"))
        .ofMaxSize(max)
        .map(TreeMap::new);
  }

  /** Who is meant by {@code from}. */
  static Arbitrary<TargetRef> groups() {
    return Arbitraries.oneOf(
        Arbitraries.just(TargetRef.MESH),
        tags(3).map(Tolls::subset),
        Arbitraries.of("a", "b", "c").map(Tolls::service));
  }

  static Arbitrary<List<Toll.From>> froms() {
    return Combinators.combine(groups(), confs())
        .as((ref, conf) -> new Toll.From(ref, conf))
        .list()
        .ofMaxSize(4);
  }

  private static Arbitrary<List<Toll.To>> tos() {
    return Combinators.combine(groups(), confs())
        .as((ref, conf) -> new Toll.To(ref, conf))
        .list()
        .ofMaxSize(3);
  }

  private static Arbitrary<List<Toll.Rule>> rules() {
    Arbitrary<Match> matches =
        Arbitraries.of(
            new Match(
                new Match.SpiffeIdMatch(Match.SpiffeIdMatch.Type.Exact, "spiffe://m/a"), null),
            new Match(new Match.SpiffeIdMatch(Match.SpiffeIdMatch.Type.Prefix, "spiffe://m"), null),
            new Match(null, new Match.SniMatch(Match.SniMatch.Type.Exact, "a.mesh")));
    return Combinators.combine(matches.list().ofMaxSize(2).injectNull(0.4), confs())
        .as((list, conf) -> new Toll.Rule(list, conf))
        .list()
        .ofMaxSize(3);
  }

  /** Whole policies with different names. */
  static Arbitrary<List<Resource<Toll>>> policies() {
    Arbitrary<TargetRef> targets =
        Arbitraries.oneOf(
            Arbitraries.just(TargetRef.MESH),
            tags(1).map(Tolls::subset),
            Arbitraries.of("a", "b").map(Tolls::service),
            Arbitraries.of("inbound-1", "8002")
                .injectNull(0.5)
                .map(
                    section ->
                        new TargetRef(
                            TargetRefKind.Dataplane,
                            null,
                            null,
                            null,
                            null,
                            null,
                            Map.of("app", "web"),
                            section)));
    Arbitrary<Map<String, String>> labels =
        Combinators.combine(
                Arbitraries.of("zone", "global").injectNull(0.4),
                Arbitraries.of("system", "producer").injectNull(0.4))
            .as(
                (origin, role) -> {
                  Map<String, String> map = new TreeMap<>();
                  if (origin != null) {
                    map.put(Labels.ORIGIN, origin);
                  }
                  if (role != null) {
                    map.put(Labels.POLICY_ROLE, role);
                  }
                  return map;
                });
    Arbitrary<Toll> specs =
        Combinators.combine(
                targets.injectNull(0.2),
                tos().injectNull(0.3),
                froms().injectNull(0.3),
                rules().injectNull(0.5),
                confs().injectNull(0.5))
            .as(Toll::new);
    return Combinators.combine(Arbitraries.of("p", "q", "r", "s", "t"), labels, specs)
        .as(Tolls::policy)
        .list()
        .uniqueElements(Resource::name)
        .ofMaxSize(5);
  }
}
