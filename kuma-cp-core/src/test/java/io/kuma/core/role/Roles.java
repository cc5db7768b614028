package io.kuma.core.role;

import io.kuma.core.access.Permitted;
import io.kuma.core.access.Principal;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole;
import io.kuma.resource.accessrolebinding.AccessRoleBinding;
import java.util.List;

/** Roles and callers of tests, briefly written. */
final class Roles {
  static final Permitted ADMINISTRATORS = new Permitted(List.of("root"), List.of());
  static final Principal ROOT = new Principal("root", List.of());
  static final Principal JANE = new Principal("jane", List.of("ops"));

  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.OF_ROLES);

  private Roles() {}

  /**
   * @param rules in YAML's flow form
   */
  static Resource<AccessRole> role(String name, String rules) {
    return CoreTypes.ACCESS_ROLE.cast(
        CODEC.toResource(
            TYPES,
            CODEC.parseYaml(
                "{type: AccessRole, name: %s, spec: {rules: [%s]}}".formatted(name, rules))));
  }

  static Resource<AccessRoleBinding> binding(
      String name, String subjectType, String who, String roles) {
    return CoreTypes.ACCESS_ROLE_BINDING.cast(
        CODEC.toResource(
            TYPES,
            CODEC.parseYaml(
                "{type: AccessRoleBinding, name: %s, spec: {subjects: [{type: %s, name: %s}], roles: [%s]}}"
                    .formatted(name, subjectType, who, roles))));
  }

  /** What jane may do by these rules. */
  static Permissions janes(String rules) {
    return RoleIndex.of(List.of(role("r", rules)), List.of(binding("b", "User", "jane", "r")))
        .permissions(JANE);
  }

  /** Gives jane these rules in a store. */
  static void store(TestControlPlane plane, String rules) {
    plane.manager().create(CoreTypes.ACCESS_ROLE, role("r", rules));
    plane.manager().create(CoreTypes.ACCESS_ROLE_BINDING, binding("b", "User", "jane", "r"));
  }
}
