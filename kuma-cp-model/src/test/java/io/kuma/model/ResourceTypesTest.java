package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceTypesTest {
  @Kind(shortName = "mx")
  record MeshXMLPolicy() implements Spec {}

  @Kind(
      name = "Other",
      shortName = "mx",
      scope = Scope.GLOBAL,
      path = "others",
      alternativePaths = "the-others",
      displayName = "Another")
  record Renamed() implements Spec {}

  @Kind(internal = true)
  record Hidden() implements Spec {}

  @Kind(internal = true, path = "hidden")
  record HiddenWithPath() implements Spec {}

  private final ResourceType<MeshXMLPolicy> derived =
      ResourceType.of(MeshXMLPolicy.class, Validator.none());
  private final ResourceType<Renamed> named = ResourceType.of(Renamed.class, Validator.none());

  @Test
  void namesAreDerivedFromTheRecord() {
    assertThat(derived.name()).isEqualTo("MeshXMLPolicy");
    assertThat(derived.path()).isEqualTo("meshxmlpolicies");
    assertThat(derived.displayName()).isEqualTo("Mesh XML Policy");
    assertThat(derived.pluralDisplayName()).isEqualTo("Mesh XML Policies");
  }

  @Test
  void namesCanBeGiven() {
    assertThat(named.name()).isEqualTo("Other");
    assertThat(named.path()).isEqualTo("others");
    assertThat(named.pluralDisplayName()).isEqualTo("Anothers");
  }

  @Test
  void globalTypesHaveNoMeshInTheirKeys() {
    assertThat(derived.key("m", "x")).isEqualTo(new ResourceKey("MeshXMLPolicy", "m", "x"));
    assertThat(named.key("m", "x")).isEqualTo(new ResourceKey("Other", "", "x"));
  }

  @Test
  void typesAreFoundByNameAndByEveryPath() {
    ResourceTypes types = new ResourceTypes(List.of(named));
    assertThat(types.findByName("Other")).contains(named);
    assertThat(types.findByPath("others")).contains(named);
    assertThat(types.findByPath("the-others")).contains(named);
    assertThat(types.findByPath("meshes")).isEmpty();
    assertThat(types.get(Renamed.class)).isEqualTo(named);
    assertThatThrownBy(() -> types.get(MeshXMLPolicy.class))
        .hasMessage("MeshXMLPolicy is not in the catalogue");
  }

  @Test
  void internalTypesAreKnownByNameAlone() {
    ResourceType<Hidden> hidden = ResourceType.of(Hidden.class, Validator.none());
    ResourceTypes types = new ResourceTypes(List.of(named, hidden));
    assertThat(types.findByName("Hidden")).contains(hidden);
    assertThat(types.all()).containsExactly(hidden, named);
    assertThat(types.served()).containsExactly(named);
    assertThat(types.findByPath("")).isEmpty();
    assertThat(types.findByPath("hiddens")).isEmpty();
    assertThat(Kri.of(hidden, Meta.of(hidden.key("m", "x")))).isEmpty();
  }

  @Test
  void internalTypesCannotHaveAPath() {
    assertThatThrownBy(() -> ResourceType.of(HiddenWithPath.class, Validator.none()))
        .hasMessage("HiddenWithPath is internal and has a path or a short name");
  }

  @Test
  void twoTypesCannotHaveTheSameName() {
    assertThatThrownBy(() -> new ResourceTypes(List.of(named, derived)))
        .hasMessage("mx is claimed by MeshXMLPolicy and by Other");
  }
}
