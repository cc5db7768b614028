package io.kuma.core.role;

import io.kuma.core.access.Permitted;
import io.kuma.core.access.Principal;
import io.kuma.core.manager.ResourceManager;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The resources, which nobody gets at but as somebody: what edges that users call have instead of a
 * manager.
 */
public final class GuardedResources {
  private final ResourceManager manager;
  private final Permitted administrators;
  private final Optional<StoredRoles> roles;

  /**
   * @param administrators may do everything, whatever roles say
   * @param roles empty if there are none, and everybody may do what is not for administrators
   */
  public GuardedResources(
      ResourceManager manager, Permitted administrators, Optional<StoredRoles> roles) {
    this.manager = manager;
    this.administrators = administrators;
    this.roles = roles;
  }

  /**
   * The resources as one caller may see and change them, by the roles of this moment.
   *
   * @param onDenied is told of what the caller may not do, when he tries
   */
  public ResourceView as(Principal principal, Consumer<String> onDenied) {
    return new ResourceView(manager, permissions(principal), principal, onDenied);
  }

  private Permissions permissions(Principal principal) {
    if (administrators.includes(principal.name(), principal.groups())) {
      return Permissions.ADMINISTRATOR;
    }
    return roles.map(known -> known.current().permissions(principal)).orElse(Permissions.OPEN);
  }
}
