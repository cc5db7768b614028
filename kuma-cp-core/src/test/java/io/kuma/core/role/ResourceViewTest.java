package io.kuma.core.role;

import static io.kuma.core.role.Roles.ADMINISTRATORS;
import static io.kuma.core.role.Roles.JANE;
import static io.kuma.core.role.Roles.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.model.Failure.Denied;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceViewTest {
  private final TestControlPlane plane = TestControlPlane.standalone();
  private final StoredRoles roles = new StoredRoles(plane.manager(), plane.changes());
  private final GuardedResources resources =
      new GuardedResources(plane.manager(), ADMINISTRATORS, Optional.of(roles));
  private final List<String> denied = new ArrayList<>();

  @BeforeEach
  void fill() {
    for (String mesh : List.of("l", "m", "n")) {
      plane.createMesh(mesh);
      for (String name : List.of("a", "b", "c")) {
        plane.manager().create(CoreTypes.SECRET, secret(mesh, name));
      }
    }
  }

  private static Resource<Secret> secret(String mesh, String name) {
    return Resource.of(
        CoreTypes.SECRET.key(mesh, name), Secret.of("x".getBytes(StandardCharsets.UTF_8)));
  }

  private ResourceView jane(String rules) {
    Roles.store(plane, rules);
    return resources.as(JANE, denied::add);
  }

  private static <S extends Spec> String names(ResourcePage<S> page) {
    return String.join(
            " ", page.items().stream().map(found -> found.mesh() + "/" + found.name()).toList())
        + " of "
        + page.total();
  }

  private String denial(Runnable work) {
    denied.clear();
    assertThatThrownBy(work::run).isInstanceOf(Denied.class);
    return String.join("", denied);
  }

  private static <S extends Spec> Runnable finding(
      ResourceView view, ResourceType<S> type, String mesh, String name) {
    return () -> view.find(type, type.key(mesh, name));
  }

  @Test
  void listsHaveWhatMayBeSeenWithItsOwnTotalsAndPages() {
    ResourceView jane =
        jane(
            "{verbs: [readSecrets], types: [Secret], meshes: [m]},"
                + " {verbs: [readSecrets], types: [Secret], meshes: ['*'], names: [b]}");
    ListOptions abc = new ListOptions("", List.of(), 0, 100);
    List<String> names = new ArrayList<>();
    // The keys with which a mesh signs are secrets, too.
    jane.list(CoreTypes.SECRET, null)
        .forEach(found -> names.add(found.mesh() + "/" + found.name()));
    assertThat(names).contains("l/b", "m/a", "m/b", "m/c", "n/b").doesNotContain("l/a", "n/c");
    int total = names.size();
    assertThat(jane.list(CoreTypes.SECRET, null, abc.page(0, 1)).total()).isEqualTo(total);
    assertThat(names(jane.list(CoreTypes.SECRET, null, abc.page(1, 2))))
        .isEqualTo("m/a m/b of " + total);
    assertThat(names(jane.list(CoreTypes.SECRET, "l", abc))).isEqualTo("l/b of 1");
    assertThat(denied).isEmpty();
  }

  @Test
  void meshesAreThoseOfTheRules() {
    ResourceView jane = jane("{verbs: [read], types: [Mesh], meshes: [n, l]}");
    assertThat(names(jane.list(CoreTypes.MESH, null, ListOptions.ALL))).isEqualTo("/l /n of 2");
    assertThat(jane.count(CoreTypes.MESH)).isEqualTo(2);
    assertThat(jane.count(CoreTypes.ZONE)).isZero();
    assertThat(jane.hasMesh("l")).isTrue();
    assertThatThrownBy(() -> jane.hasMesh("m")).isInstanceOf(Denied.class);
    assertThatThrownBy(() -> jane.hasMesh("no-mesh")).isInstanceOf(Denied.class);
  }

  @Test
  void whatIsDeniedIsToldAndDoesNotTellWhetherItExists() {
    ResourceView jane = jane("{verbs: [read], types: [Mesh], meshes: [m]}");
    assertThat(denial(finding(jane, CoreTypes.SECRET, "m", "a")))
        .isEqualTo("the resource of type \"Secret\" in mesh \"m\": no role allows \"readSecrets\"");
    String there = denial(finding(jane, CoreTypes.MESH, "", "n"));
    assertThat(denial(finding(jane, CoreTypes.MESH, "", "nowhere"))).isEqualTo(there);
    assertThatThrownBy(() -> jane.list(CoreTypes.ZONE, null))
        .isInstanceOf(Denied.class)
        .hasMessage(
            "user \"jane/ops\" cannot access the resource of type \"Zone\": no role allows"
                + " \"read\"");
    assertThat(jane.may(Verb.read, CoreTypes.ZONE)).isFalse();
    assertThat(jane.may(Verb.read, CoreTypes.MESH)).isTrue();
  }

  @Test
  void writesNeedTheVerb() {
    ResourceView jane =
        jane(
            "{verbs: [read], types: [Mesh], meshes: ['*']}, {verbs: [write], types: [Mesh], meshes:"
                + " [m]}");
    Resource<Mesh> m = jane.find(CoreTypes.MESH, CoreTypes.MESH.key("", "m")).orElseThrow();
    Resource<Mesh> n = jane.find(CoreTypes.MESH, CoreTypes.MESH.key("", "n")).orElseThrow();
    assertThat(jane.update(CoreTypes.MESH, m).meta().version()).isEqualTo(2);
    denial(() -> jane.update(CoreTypes.MESH, n));
    denial(() -> jane.delete(CoreTypes.MESH, n.key()));
    denial(() -> jane.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "o"), Mesh.EMPTY)));
    denial(() -> jane.create(CoreTypes.SECRET, secret("m", "d")));
    assertThat(plane.manager().find(CoreTypes.MESH, CoreTypes.MESH.key("", "n"))).isPresent();
    assertThat(plane.manager().find(CoreTypes.MESH, CoreTypes.MESH.key("", "o"))).isEmpty();
  }

  /** What comes with a write is the control plane's, and not the caller's. */
  @Test
  void aMeshComesWithItsKeysAlthoughItsMakerMaySeeNone() {
    ResourceView jane = jane("{verbs: [write], types: [Mesh], meshes: [new]}");
    jane.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", "new"), Mesh.EMPTY));
    assertThat(plane.manager().list(CoreTypes.SECRET, "new")).isNotEmpty();
    denial(() -> jane.list(CoreTypes.SECRET, "new"));
  }

  @Test
  void onlyAdministratorsGiveRoles() {
    ResourceView jane = jane("{verbs: [read, write], types: ['*'], meshes: ['*']}");
    assertThat(jane.list(CoreTypes.ACCESS_ROLE, null)).hasSize(1);
    denial(
        () ->
            jane.create(
                CoreTypes.ACCESS_ROLE_BINDING, Roles.binding("me", "User", "jane", "admin")));
    assertThat(denial(() -> jane.delete(CoreTypes.ACCESS_ROLE, CoreTypes.ACCESS_ROLE.key("", "r"))))
        .endsWith("it is for administrators");
    ResourceView root = resources.as(ROOT, denied::add);
    root.create(CoreTypes.ACCESS_ROLE_BINDING, Roles.binding("other", "User", "joe", "r"));
    assertThat(root.list(CoreTypes.SECRET, "m")).isNotEmpty();
  }

  @Test
  void aMeshBehindAResourceIsForThoseWhoMayInspectIt() {
    ResourceView jane = jane("{verbs: [inspect], types: [Dataplane], meshes: [m], names: [d]}");
    assertThat(
            jane.behind(Verb.inspect, CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "d"))
                .all(CoreTypes.SECRET))
        .isNotEmpty();
    denial(() -> jane.behind(Verb.inspect, CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("m", "e")));
    denial(() -> jane.behind(Verb.inspect, CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key("n", "d")));
    denial(() -> jane.checkAll(Verb.inspect, CoreTypes.DATAPLANE, "m"));
  }

  @Test
  void withoutRolesOnlySecretsAreForAdministrators() {
    ResourceView anybody =
        new GuardedResources(plane.manager(), ADMINISTRATORS, Optional.empty())
            .as(JANE, denied::add);
    assertThat(anybody.list(CoreTypes.MESH, null)).hasSize(3);
    anybody.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "l"));
    assertThat(denial(finding(anybody, CoreTypes.SECRET, "m", "a")))
        .isEqualTo("the resource of type \"Secret\"");
    assertThat(anybody.count(CoreTypes.SECRET)).isPositive();
  }

  @Test
  void rolesNameTypesThatThereAre() {
    assertThatThrownBy(() -> jane("{verbs: [read], types: [MeshTimeoutt], meshes: [m]}"))
        .hasMessageContaining("spec.rules[0].types[0]")
        .hasMessageContaining("\"MeshTimeoutt\" is no type of resource");
    assertThatThrownBy(() -> jane("{verbs: [read], types: [Mesh, ZoneInsight], meshes: ['*']}"))
        .hasMessageContaining("spec.rules[0].types[1]")
        .hasMessageContaining("is seen by whoever may read Zone");
  }
}
