package io.kuma.resource.accessrole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessRoleTest {
  private final ResourceCodec codec = new JacksonResourceCodec();

  private List<String> problems(String rule) {
    JsonNode tree = codec.parseYaml("{type: AccessRole, name: r, spec: {rules: [" + rule + "]}}");
    Violations violations = new Violations();
    codec.checkResource(CoreTypes.ACCESS_ROLE, tree, violations);
    if (violations.isEmpty()) {
      CoreTypes.ACCESS_ROLE
          .validator()
          .validate(
              CoreTypes.ACCESS_ROLE.cast(
                  codec.toResource(new ResourceTypes(CoreTypes.OF_ROLES), tree)),
              violations);
    }
    return violations.toList().stream().map(AccessRoleTest::text).toList();
  }

  private static String text(Violation violation) {
    return violation.field() + ": " + violation.message();
  }

  @Test
  void acceptsWhatAllowsSomething() {
    assertThat(problems("{verbs: [read, write, inspect], types: ['*'], meshes: [default]}"))
        .isEmpty();
    assertThat(problems("{verbs: [read, readSecrets], types: ['*'], meshes: ['*'], names: [a.b]}"))
        .isEmpty();
    assertThat(problems("{verbs: [generateTokens], types: [Dataplane], meshes: [m]}")).isEmpty();
    assertThat(problems("{verbs: [read], types: [AccessRole], meshes: ['*']}")).isEmpty();
  }

  @Test
  void refusesWhatWouldAllowNothing() {
    assertThat(problems("{verbs: [read], types: [Secret], meshes: [m]}"))
        .containsExactly(
            "spec.rules[0].verbs[0]: \"read\" does not concern Secrets: use \"readSecrets\"");
    assertThat(problems("{verbs: [read, inspect], types: [MeshTimeout], meshes: [m]}"))
        .containsExactly(
            "spec.rules[0].verbs[1]: \"inspect\" concerns the types Dataplane and MeshGateway"
                + " only");
    assertThat(problems("{verbs: [writeSecrets], types: [Mesh], meshes: [m]}"))
        .containsExactly("spec.rules[0].verbs[0]: \"writeSecrets\" concerns the type Secret only");
    assertThat(problems("{verbs: [], types: [], meshes: [], names: []}")).hasSize(4);
  }

  @Test
  void refusesWhatWouldMakeAdministrators() {
    assertThat(problems("{verbs: [write], types: [AccessRole, AccessRoleBinding], meshes: ['*']}"))
        .containsExactly("spec.rules[0].verbs[0]: \"write\" is for administrators only");
    assertThat(problems("{verbs: [read], types: [Mesh, GlobalSecret], meshes: ['*']}"))
        .containsExactly(
            "spec.rules[0].types[1]: is for administrators only: no role can be about it");
  }

  @Test
  void refusesWhatCannotBeAName() {
    assertThat(problems("{verbs: [read], types: [Mesh], meshes: ['m*'], names: ['']}"))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("spec.rules[0].meshes[0]: invalid characters");
    assertThat(problems("{verbs: [everything], types: [Mesh], meshes: [m]}"))
        .singleElement()
        .asString()
        .startsWith("spec.rules[0].verbs[0]: ");
  }

  @Test
  void refusesFieldsThatItDoesNotKnow() {
    Violations violations = new Violations();
    codec.checkUnknownFields(
        CoreTypes.ACCESS_ROLE,
        codec.parseYaml("{rules: [{verbs: [read], types: [Mesh], mesh: m, meshes: [m]}]}"),
        violations);
    assertThat(violations.toList()).hasSize(1);
  }
}
