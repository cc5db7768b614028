package io.kuma.core.role;

import io.kuma.core.store.ListOptions.Among;
import io.kuma.core.store.Names;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one caller may do with resources. Immutable, and asks nobody.
 *
 * <p>GlobalSecrets and the writing of roles and bindings are for administrators, whatever roles
 * say: with them one could become an administrator.
 */
public final class Permissions {
  private static final Set<ResourceType<?>> ROLES = Set.copyOf(CoreTypes.OF_ROLES);

  /** Everything. */
  static final Permissions ADMINISTRATOR = new Permissions(Kind.ADMINISTRATOR, List.of());

  /** Where there are no roles: everything but secrets and tokens. */
  static final Permissions OPEN =
      new Permissions(
          Kind.OPEN,
          List.of(
              new Grant(
                  Set.of(Verb.read, Verb.write, Verb.inspect), Names.ALL, Names.ALL, Names.ALL)));

  private enum Kind {
    ADMINISTRATOR,
    OPEN,
    BY_ROLES
  }

  private final Kind kind;
  private final List<Grant> grants;

  private Permissions(Kind kind, List<Grant> grants) {
    this.kind = kind;
    this.grants = List.copyOf(grants);
  }

  /** What roles allow. */
  static Permissions of(List<Grant> grants) {
    return new Permissions(Kind.BY_ROLES, grants);
  }

  /** Whether it is roles that say so. */
  boolean areByRoles() {
    return kind == Kind.BY_ROLES;
  }

  boolean allow(Verb verb, ResourceType<?> type, ResourceKey key) {
    return among(verb, type, key.mesh()).stream()
        .anyMatch(those -> those.meshes().include(key.mesh()) && those.names().include(key.name()));
  }

  /** Whether it is allowed with every resource of a type. */
  boolean allowAll(Verb verb, ResourceType<?> type, @Nullable String mesh) {
    return among(verb, type, mesh).contains(Among.ALL);
  }

  /**
   * The resources of a type with which something is allowed; empty for none.
   *
   * @param mesh only of this mesh; null for all meshes. Ignored for types of global scope
   */
  List<Among> among(Verb verb, ResourceType<?> type, @Nullable String mesh) {
    if (kind == Kind.ADMINISTRATOR) {
      return List.of(Among.ALL);
    }
    Optional<Verb> needed = needed(verb, type);
    if (needed.isEmpty()) {
      return List.of();
    }
    ResourceType<?> subject = Observed.subject(type);
    return grants.stream()
        .filter(grant -> grant.allows(needed.get(), subject))
        .flatMap(grant -> grant.among(subject, mesh).stream())
        .distinct()
        .toList();
  }

  /** Whether anything at all is allowed in a mesh; then it is no secret that it exists. */
  boolean know(String mesh) {
    return kind == Kind.ADMINISTRATOR
        || grants.stream().anyMatch(grant -> grant.meshes().include(mesh));
  }

  /** Which resources may be counted: without roles, numbers are for everybody. */
  List<Among> countable(ResourceType<?> type) {
    return kind == Kind.OPEN ? List.of(Among.ALL) : among(Verb.read, type, null);
  }

  /** The verb that a role must have for it; empty if it is for administrators. */
  static Optional<Verb> needed(Verb verb, ResourceType<?> type) {
    if (ROLES.contains(type)) {
      return Stream.of(verb).filter(Verb.read::equals).findFirst();
    }
    if (!type.adminOnly() && !type.internal()) {
      return Optional.of(verb);
    }
    if (!type.equals(CoreTypes.SECRET)) {
      return Optional.empty();
    }
    return switch (verb) {
      case read, readSecrets -> Optional.of(Verb.readSecrets);
      case write, writeSecrets -> Optional.of(Verb.writeSecrets);
      case inspect, generateTokens -> Optional.empty();
    };
  }
}
