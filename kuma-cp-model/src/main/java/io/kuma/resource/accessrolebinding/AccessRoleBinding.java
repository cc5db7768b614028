package io.kuma.resource.accessrolebinding;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.util.List;

/** Who has which roles. Only administrators write it. */
@Doc("Gives roles to users and groups.")
@Kind(
    shortName = "arb",
    scope = Scope.GLOBAL,
    sync = {Sync.PROVIDED_BY_GLOBAL, Sync.PROVIDED_BY_ZONE},
    keepsName = true)
public record AccessRoleBinding(
    @Doc("Who gets the roles.") @Limits(minItems = 1) List<Subject> subjects,
    @Doc("The names of AccessRoles. One that does not exist gives nothing.") @Limits(minItems = 1)
        List<@Limits(minLength = 1) String> roles)
    implements Spec {

  public AccessRoleBinding {
    subjects = List.copyOf(subjects);
    roles = List.copyOf(roles);
  }

  /** A user, or all who are in a group. */
  public record Subject(
      @Doc("What it is.") Type type,
      @Doc("Its name, as who-am-i shows it.") @Limits(minLength = 1) String name) {

    /** What can have roles. */
    public enum Type {
      User,
      Group
    }
  }
}
