package io.kuma.core.role;

import io.kuma.core.store.ListOptions.Among;
import io.kuma.core.store.Names;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole;
import io.kuma.resource.accessrole.AccessRole.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule of a role with all that follows from it. */
record Grant(Set<Verb> verbs, Names types, Names meshes, Names names) {
  /** What {@code inspect} is about. */
  private static final Names INSPECTED =
      Names.of(List.of(CoreTypes.DATAPLANE.name(), CoreTypes.MESH_GATEWAY.name()));

  Grant {
    verbs = Set.copyOf(verbs);
  }

  /** What a rule allows: whoever may change or inspect something may also see it. */
  static List<Grant> of(AccessRole.Rule rule) {
    EnumSet<Verb> verbs = EnumSet.copyOf(rule.verbs());
    if (verbs.contains(Verb.write)) {
      verbs.add(Verb.read);
    }
    if (verbs.contains(Verb.writeSecrets)) {
      verbs.add(Verb.readSecrets);
    }
    Names types = names(rule.types());
    Names meshes = names(rule.meshes());
    Names names = rule.names() == null ? Names.ALL : names(rule.names());
    List<Grant> grants = new ArrayList<>(List.of(new Grant(verbs, types, meshes, names)));
    if (verbs.contains(Verb.inspect)) {
      grants.add(new Grant(Set.of(Verb.read), types.and(INSPECTED), meshes, names));
    }
    return grants;
  }

  private static Names names(List<String> names) {
    return names.contains(AccessRole.ALL) ? Names.ALL : Names.of(names);
  }

  boolean allows(Verb verb, ResourceType<?> type) {
    return verbs.contains(verb) && types.include(type.name());
  }

  /**
   * The resources of a type that it is about; empty if there can be none.
   *
   * @param mesh only of this mesh; null for all meshes
   */
  Optional<Among> among(ResourceType<?> type, @Nullable String mesh) {
    if (type.scope() == Scope.MESH) {
      return mesh == null || meshes.include(mesh)
          ? some(mesh == null ? meshes : Names.ALL, names)
          : Optional.empty();
    }
    if (Observed.isMesh(type)) {
      return some(Names.ALL, meshes.and(names));
    }
    return meshes.all() ? some(Names.ALL, names) : Optional.empty();
  }

  private static Optional<Among> some(Names meshes, Names names) {
    return meshes.isNone() || names.isNone()
        ? Optional.empty()
        : Optional.of(new Among(meshes, names));
  }
}
