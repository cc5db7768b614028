package io.kuma.policy.meshtrafficpermission;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.kuma.core.match.InboundKey;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.SubsetRule;
import io.kuma.core.proxy.MutualTls;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Meta;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Tags;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.Policies;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.Action;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.Conf;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.From;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** From the items of a policy to whom Envoy lets in, for everybody who could come. */
class PermissionsByTagsTest {
  private static final List<String> KEYS = List.of(Tags.SERVICE, "team", "version");
  private static final List<String> VALUES = List.of("a", "b");
  private static final List<Map<String, String>> CLIENTS = clients();

  private static final PolicyType<MeshTrafficPermission, Conf> TYPE =
      new PolicyType<>(Policies.MESH_TRAFFIC_PERMISSION, Conf.class, false);
  private static final MutualTls MUTUAL =
      MutualTls.ofMesh(
          "m", MutualTls.Mode.STRICT, Collections.emptySortedSet(), Collections.emptySortedMap());

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final PolicyMatcher matcher = new PolicyMatcher(List.of(TYPE), codec);
  private final Resource<Dataplane> server =
      CoreTypes.DATAPLANE.cast(
          codec.toResource(
              new ResourceTypes(CoreTypes.ALL),
              codec
                  .parseYamlDocuments(
                      """
                      type: Dataplane
                      mesh: m
                      name: server
                      networking:
                        address: 192.0.2.1
                        inbound: [{port: 80, tags: {kuma.io/service: server}}]
                      """)
                  .get(0)));

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whoeverTheLastItemAboutThemAllowsGetsIn(@ForAll("items") List<From> items) {
    PermissionsByTags permissions = permissions(items);
    for (Map<String, String> client : CLIENTS) {
      Certificate certificate = Certificate.of(client, MUTUAL);
      Action action = lastAbout(client, items);

      assertThat(certificate.isListed(permissions.allowed()))
          .as("%s gets in", client)
          .isEqualTo(action == Action.Allow || action == Action.AllowWithShadowDeny);
      assertThat(certificate.isListed(permissions.shadowDenied()))
          .as("%s is counted", client)
          .isEqualTo(action == Action.AllowWithShadowDeny);
    }
  }

  @Example
  void denialsThatExcludeEachOtherAreConditionsOfOnePrincipal() {
    List<From> items = new ArrayList<>();
    items.add(from(TargetRef.MESH, Action.Allow));
    IntStream.range(0, 100).forEach(i -> items.add(from(team("t" + i), Action.Deny)));

    List<Principal> principals =
        permissions(items)
            .allowed()
            .getPoliciesOrThrow("MeshTrafficPermission")
            .getPrincipalsList();

    assertThat(principals).hasSize(1);
    assertThat(principals.get(0).getAndIds().getIdsList())
        .hasSize(100)
        .allMatch(Principal::hasNotId);
  }

  @Example
  void aDenialOverriddenLaterIsNoCondition() {
    PermissionsByTags permissions =
        permissions(List.of(from(team("a"), Action.Deny), from(TargetRef.MESH, Action.Allow)));

    assertThat(CLIENTS)
        .allMatch(client -> Certificate.of(client, MUTUAL).isListed(permissions.allowed()));
  }

  /** A proxy with two inbounds proves the tags of both. */
  @Example
  void nobodyEscapesADenialByAnotherTag() {
    PermissionsByTags permissions =
        permissions(
            List.of(
                from(TargetRef.MESH, Action.Allow),
                from(team("a"), Action.Deny),
                from(team("b"), Action.Deny)));
    Certificate both =
        new Certificate(
            new TreeSet<>(List.of(MutualTls.tagUri("team", "a"), MutualTls.tagUri("team", "b"))));

    assertThat(both.isListed(permissions.allowed())).isFalse();
  }

  @Provide
  Arbitrary<List<From>> items() {
    Arbitrary<TargetRef> groups =
        Arbitraries.maps(Arbitraries.of(KEYS), Arbitraries.of(VALUES))
            .ofMaxSize(3)
            .map(tags -> tags.isEmpty() ? TargetRef.MESH : subset(new TreeMap<>(tags)));
    return Combinators.combine(groups, Arbitraries.of(Action.class))
        .as(PermissionsByTagsTest::from)
        .list()
        .ofMaxSize(6);
  }

  private static @Nullable Action lastAbout(Map<String, String> client, List<From> items) {
    Action last = null;
    for (From item : items) {
      Map<String, String> tags = item.targetRef().tags();
      if (item.conf() != null && (tags == null || client.entrySet().containsAll(tags.entrySet()))) {
        last = item.conf().action();
      }
    }
    return last;
  }

  /** Everybody: each tag with each value that items have, with another, and absent. */
  private static List<Map<String, String>> clients() {
    List<Map<String, String>> clients = List.of(Map.of());
    for (String key : KEYS) {
      List<Map<String, String>> more = new ArrayList<>(clients);
      for (Map<String, String> client : clients) {
        for (String value : List.of("a", "b", "other")) {
          Map<String, String> one = new TreeMap<>(client);
          one.put(key, value);
          more.add(one);
        }
      }
      clients = List.copyOf(more);
    }
    return clients;
  }

  private static From from(TargetRef clients, Action action) {
    return new From(clients, new Conf(action));
  }

  private static TargetRef team(String name) {
    return subset(Map.of("team", name));
  }

  private static TargetRef subset(Map<String, String> tags) {
    return new TargetRef(TargetRefKind.MeshSubset, null, tags, null, null, null, null, null);
  }

  private PermissionsByTags permissions(List<From> items) {
    return PermissionsByTags.of(rules(items), MUTUAL);
  }

  private List<SubsetRule<Conf>> rules(List<From> items) {
    Meta meta = Meta.of(TYPE.resource().key("m", "p"));
    Resource<MeshTrafficPermission> policy =
        new Resource<>(meta, new MeshTrafficPermission(null, items, null), null);
    return matcher
        .match(new OnePolicy(policy), server)
        .find(TYPE)
        .map(rules -> rules.from().get(new InboundKey("192.0.2.1", 80)))
        .orElse(List.of());
  }

  private record OnePolicy(Resource<MeshTrafficPermission> policy) implements MeshSnapshot {
    @Override
    public String mesh() {
      return "m";
    }

    @Override
    public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
      return type.name().equals(policy.key().type()) ? List.of(type.cast(policy)) : List.of();
    }

    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
      return all(type).stream().filter(resource -> resource.key().equals(key)).findFirst();
    }
  }
}
