package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.access.Principal;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.Leadership;
import io.kuma.core.role.ResourceView;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.model.Failure.Denied;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.accessrolebinding.AccessRoleBinding;
import io.kuma.resource.accessrolebinding.AccessRoleBinding.Subject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole control plane that is put together, but does not run. */
class RolesSettingTest {
  private final Path directory;

  RolesSettingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private KumaControlPlane controlPlane(String roles) {
    Map<String, String> environment =
        Map.of(
            "KUMA_GENERAL_WORK_DIR",
            directory.toString(),
            "KUMA_STORE_TYPE",
            "memory",
            "KUMA_ACCESS_ROLES_ENABLED",
            roles);
    Changes changes = new Changes();
    MemoryResourceStore store = new MemoryResourceStore(Clock.systemUTC(), changes);
    return new KumaControlPlane(
        CpSettings.read(name -> Optional.ofNullable(environment.get(name))),
        new KumaControlPlane.Server(
            store, store::required, changes, Thread::new, Leadership.ALONE, i -> WriteTraces.NONE),
        KumaControlPlane.newCodec(),
        Clock.systemUTC(),
        new SecureRandom());
  }

  private static ResourceView as(KumaControlPlane plane, String user) {
    return plane.resources().as(new Principal(user, List.of()), what -> {});
  }

  @Test
  void withoutItThereAreNoRolesAndEverybodySeesMeshes() {
    try (KumaControlPlane plane = controlPlane("false")) {
      assertThat(plane.types().findByName("AccessRole")).isEmpty();
      assertThat(plane.types().findByPath("accessrolebindings")).isEmpty();
      assertThat(as(plane, "jane").list(CoreTypes.MESH, null)).hasSize(1);
    }
  }

  @Test
  void withItUsersNeedRoles() {
    try (KumaControlPlane plane = controlPlane("true")) {
      assertThat(plane.types().findByPath("accessroles")).isPresent();
      assertThatThrownBy(() -> as(plane, "jane").list(CoreTypes.MESH, null))
          .isInstanceOf(Denied.class);
      ResourceView administrator = as(plane, "mesh-system:admin");
      administrator.create(
          CoreTypes.ACCESS_ROLE,
          Resource.of(
              CoreTypes.ACCESS_ROLE.key("", "reader"),
              new AccessRole(
                  List.of(
                      new AccessRole.Rule(
                          List.of(Verb.read),
                          List.of("MeshTimeout", "Mesh"),
                          List.of("default"),
                          null)))));
      administrator.create(
          CoreTypes.ACCESS_ROLE_BINDING,
          Resource.of(
              CoreTypes.ACCESS_ROLE_BINDING.key("", "jane"),
              new AccessRoleBinding(
                  List.of(new Subject(Subject.Type.User, "jane")), List.of("reader"))));
      assertThat(as(plane, "jane").list(CoreTypes.MESH, null)).hasSize(1);
    }
  }
}
