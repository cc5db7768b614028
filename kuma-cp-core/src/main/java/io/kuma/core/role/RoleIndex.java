package io.kuma.core.role;

import io.kuma.core.access.Principal;
import io.kuma.model.Resource;
import io.kuma.resource.accessrole.AccessRole;
import io.kuma.resource.accessrolebinding.AccessRoleBinding;
import io.kuma.resource.accessrolebinding.AccessRoleBinding.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All roles, ready to be asked by subject. Immutable; the same roles make an equal one. */
public final class RoleIndex {
  private final Map<Subject, Set<Grant>> grants;

  private RoleIndex(Map<Subject, Set<Grant>> grants) {
    this.grants = grants;
  }

  /** Roles that a binding names and that do not exist give nothing. */
  public static RoleIndex of(
      Collection<Resource<AccessRole>> roles, Collection<Resource<AccessRoleBinding>> bindings) {
    Map<String, List<Grant>> byRole = new HashMap<>();
    for (Resource<AccessRole> role : roles) {
      byRole.put(
          role.name(),
          role.spec().rules().stream().flatMap(rule -> Grant.of(rule).stream()).toList());
    }
    Map<Subject, Set<Grant>> grants = new HashMap<>();
    for (Resource<AccessRoleBinding> binding : bindings) {
      for (Subject subject : binding.spec().subjects()) {
        Set<Grant> own = grants.computeIfAbsent(subject, unknown -> new LinkedHashSet<>());
        binding.spec().roles().forEach(role -> own.addAll(byRole.getOrDefault(role, List.of())));
      }
    }
    return new RoleIndex(grants);
  }

  /** What a user may do, by its own name and by its groups. */
  public Permissions permissions(Principal principal) {
    Set<Grant> all = new LinkedHashSet<>();
    all.addAll(grants.getOrDefault(new Subject(Subject.Type.User, principal.name()), Set.of()));
    for (String group : principal.groups()) {
      all.addAll(grants.getOrDefault(new Subject(Subject.Type.Group, group), Set.of()));
    }
    return Permissions.of(List.copyOf(all));
  }
}
