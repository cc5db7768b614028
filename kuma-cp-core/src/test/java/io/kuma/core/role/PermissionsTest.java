package io.kuma.core.role;

import static io.kuma.core.role.Roles.JANE;
import static io.kuma.core.role.Roles.binding;
import static io.kuma.core.role.Roles.janes;
import static io.kuma.core.role.Roles.role;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.access.Principal;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PermissionsTest {
  private static boolean may(
      Permissions permissions, Verb verb, ResourceType<?> type, String mesh, String name) {
    return permissions.allow(verb, type, type.key(mesh, name));
  }

  @Example
  void aRuleHoldsForItsTypesMeshesAndNames() {
    Permissions jane =
        janes("{verbs: [read], types: [Dataplane, Mesh], meshes: [m], names: [a, m]}");
    assertThat(may(jane, Verb.read, CoreTypes.DATAPLANE, "m", "a")).isTrue();
    assertThat(may(jane, Verb.read, CoreTypes.DATAPLANE, "m", "b")).isFalse();
    assertThat(may(jane, Verb.read, CoreTypes.DATAPLANE, "n", "a")).isFalse();
    assertThat(may(jane, Verb.read, CoreTypes.MESH_SERVICE, "m", "a")).isFalse();
    assertThat(may(jane, Verb.write, CoreTypes.DATAPLANE, "m", "a")).isFalse();
    assertThat(may(jane, Verb.read, CoreTypes.DATAPLANE_INSIGHT, "m", "a")).isTrue();
    assertThat(may(jane, Verb.read, CoreTypes.DATAPLANE_INSIGHT, "m", "b")).isFalse();
  }

  @Example
  void aMeshIsInItself() {
    Permissions jane = janes("{verbs: [read], types: ['*'], meshes: [m]}");
    assertThat(may(jane, Verb.read, CoreTypes.MESH, "", "m")).isTrue();
    assertThat(may(jane, Verb.read, CoreTypes.MESH, "", "n")).isFalse();
    assertThat(may(jane, Verb.read, CoreTypes.MESH_INSIGHT, "", "m")).isTrue();
    assertThat(may(jane, Verb.read, CoreTypes.MESH_INSIGHT, "", "n")).isFalse();
    assertThat(jane.know("m")).isTrue();
    assertThat(jane.know("n")).isFalse();
  }

  @Example
  void whatIsInNoMeshIsForThoseOfAllMeshes() {
    Permissions one = janes("{verbs: [read, write], types: ['*'], meshes: [m]}");
    assertThat(may(one, Verb.read, CoreTypes.ZONE, "", "z")).isFalse();
    assertThat(may(one, Verb.read, CoreTypes.HOSTNAME_GENERATOR, "", "h")).isFalse();
    Permissions all = janes("{verbs: [read, write], types: ['*'], meshes: ['*']}");
    assertThat(may(all, Verb.write, CoreTypes.ZONE, "", "z")).isTrue();
    assertThat(may(all, Verb.read, CoreTypes.ZONE_INSIGHT, "", "z")).isTrue();
  }

  @Example
  void whoMayChangeSomethingMaySeeIt() {
    Permissions jane =
        janes(
            "{verbs: [write], types: [MeshService], meshes: [m]},"
                + " {verbs: [inspect], types: ['*'], meshes: [m]},"
                + " {verbs: [writeSecrets], types: [Secret], meshes: [m]}");
    assertThat(may(jane, Verb.read, CoreTypes.MESH_SERVICE, "m", "s")).isTrue();
    assertThat(may(jane, Verb.read, CoreTypes.DATAPLANE, "m", "d")).isTrue();
    assertThat(may(jane, Verb.read, CoreTypes.EXTERNAL_SERVICE, "m", "e")).isFalse();
    assertThat(may(jane, Verb.read, CoreTypes.SECRET, "m", "s")).isTrue();
  }

  @Example
  void secretsHaveVerbsOfTheirOwn() {
    Permissions jane =
        janes("{verbs: [read, write, inspect, generateTokens], types: ['*'], meshes: ['*']}");
    assertThat(may(jane, Verb.read, CoreTypes.SECRET, "m", "s")).isFalse();
    assertThat(may(jane, Verb.write, CoreTypes.SECRET, "m", "s")).isFalse();
    Permissions reader = janes("{verbs: [readSecrets], types: ['*'], meshes: [m]}");
    assertThat(may(reader, Verb.read, CoreTypes.SECRET, "m", "s")).isTrue();
    assertThat(may(reader, Verb.read, CoreTypes.SECRET, "n", "s")).isFalse();
    assertThat(may(reader, Verb.write, CoreTypes.SECRET, "m", "s")).isFalse();
    assertThat(may(reader, Verb.read, CoreTypes.MESH, "", "m")).isFalse();
  }

  @Example
  void noRoleMakesAnAdministrator() {
    Permissions jane =
        janes(
            "{verbs: [read, write, inspect, readSecrets, writeSecrets, generateTokens],"
                + " types: ['*', GlobalSecret, AccessRole, Config], meshes: ['*']}");
    for (Verb verb : Verb.values()) {
      assertThat(may(jane, verb, CoreTypes.GLOBAL_SECRET, "", "admin-user-token")).isFalse();
      assertThat(may(jane, verb, CoreTypes.CONFIG, "", "c")).isFalse();
      for (ResourceType<?> role : CoreTypes.OF_ROLES) {
        assertThat(may(jane, verb, role, "", "r")).isEqualTo(verb == Verb.read);
      }
    }
  }

  @Example
  void rolesOfAUserAndOfItsGroupsAddUp() {
    RoleIndex index =
        RoleIndex.of(
            List.of(
                role("reads", "{verbs: [read], types: [Mesh], meshes: ['*']}"),
                role("writes", "{verbs: [write], types: [MeshService], meshes: [m]}")),
            List.of(
                binding("a", "User", "jane", "reads, nothing"),
                binding("b", "Group", "ops", "writes"),
                binding("c", "Group", "jane", "writes")));
    Permissions both = index.permissions(JANE);
    assertThat(may(both, Verb.read, CoreTypes.MESH, "", "x")).isTrue();
    assertThat(may(both, Verb.write, CoreTypes.MESH_SERVICE, "m", "s")).isTrue();
    Permissions user = index.permissions(new Principal("jane", List.of()));
    assertThat(may(user, Verb.write, CoreTypes.MESH_SERVICE, "m", "s")).isFalse();
    assertThat(index.permissions(new Principal("ops", List.of("reads"))).know("m")).isFalse();
  }

  @Example
  void withoutRolesEverythingIsOpenButSecrets() {
    assertThat(may(Permissions.OPEN, Verb.write, CoreTypes.ZONE, "", "z")).isTrue();
    assertThat(may(Permissions.OPEN, Verb.inspect, CoreTypes.DATAPLANE, "m", "d")).isTrue();
    assertThat(may(Permissions.OPEN, Verb.read, CoreTypes.SECRET, "m", "s")).isFalse();
    assertThat(may(Permissions.OPEN, Verb.read, CoreTypes.GLOBAL_SECRET, "", "s")).isFalse();
    assertThat(may(Permissions.OPEN, Verb.generateTokens, CoreTypes.DATAPLANE, "m", "")).isFalse();
    assertThat(may(Permissions.ADMINISTRATOR, Verb.write, CoreTypes.ACCESS_ROLE, "", "r")).isTrue();
    assertThat(may(Permissions.ADMINISTRATOR, Verb.read, CoreTypes.SECRET, "m", "s")).isTrue();
  }

  private static final List<String> MESHES = List.of("l", "m", "n");
  private static final List<String> NAMES = List.of("a", "b", "m");
  private static final List<ResourceType<?>> TYPES =
      List.of(
          CoreTypes.MESH,
          CoreTypes.ZONE,
          CoreTypes.DATAPLANE,
          CoreTypes.DATAPLANE_INSIGHT,
          CoreTypes.SECRET,
          CoreTypes.MESH_INSIGHT,
          CoreTypes.ACCESS_ROLE);

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> verbs =
        some(List.of("read", "write", "readSecrets", "writeSecrets", "inspect"));
    Arbitrary<String> types =
        some(List.of("Mesh", "Zone", "Dataplane", "Secret", "AccessRole", "'*'"));
    Arbitrary<String> rule =
        Combinators.combine(
                verbs, types, some(List.of("l", "m", "n", "'*'")), some(NAMES).optional())
            .as(
                (verb, type, mesh, name) ->
                    "{verbs: [%s], types: [%s], meshes: [%s]%s}"
                        .formatted(
                            verb,
                            type,
                            mesh,
                            name.map(some -> ", names: [" + some + "]").orElse("")));
    return rule.list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(", ", all));
  }

  private static Arbitrary<String> some(List<String> from) {
    return Arbitraries.of(from).set().ofMinSize(1).ofMaxSize(2).map(set -> String.join(", ", set));
  }

  /** What a list shows is what may be asked for one by one, in a mesh as in all. */
  @Property(tries = 300)
  void listsAndSingleResourcesAgree(@ForAll("rules") String rules) {
    Permissions jane = janes(rules);
    for (ResourceType<?> type : TYPES) {
      for (ResourceKey key : keys(type)) {
        for (Verb verb : List.of(Verb.read, Verb.write)) {
          boolean single = jane.allow(verb, type, key);
          assertThat(
                  jane.among(verb, type, null).stream()
                      .anyMatch(
                          those ->
                              those.meshes().include(key.mesh())
                                  && those.names().include(key.name())))
              .as(verb + " " + key + " by " + rules)
              .isEqualTo(single);
          if (single && type.scope() == Scope.MESH) {
            assertThat(jane.know(key.mesh())).isTrue();
          }
        }
        assertThat(jane.allow(Verb.write, type, key) && !jane.allow(Verb.read, type, key))
            .as("whoever may write %s may read it, by %s", key, rules)
            .isFalse();
      }
    }
  }

  private static List<ResourceKey> keys(ResourceType<?> type) {
    List<ResourceKey> keys = new ArrayList<>();
    for (String mesh : MESHES) {
      NAMES.forEach(name -> keys.add(type.key(mesh, name)));
    }
    return keys;
  }
}
