package io.kuma.core.role;

import io.kuma.core.manager.ResourceReader;
import io.kuma.core.manager.ResourceRules;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.accessrole.AccessRole;
import java.util.List;
import java.util.Optional;

/** Which types roles can be about: a misspelled one would allow nothing, without a word. */
public final class AccessRoleRules implements ResourceRules<AccessRole> {
  private final ResourceTypes types;

  /**
   * @param types all that there are, whether the types of roles are among them or not
   */
  public AccessRoleRules(ResourceTypes types) {
    this.types = types;
  }

  @Override
  public ResourceType<AccessRole> type() {
    return CoreTypes.ACCESS_ROLE;
  }

  @Override
  public void checkCreate(Resource<AccessRole> role, ResourceReader reader, Violations violations) {
    Path rules = violations.at("spec").field("rules");
    for (int i = 0; i < role.spec().rules().size(); i++) {
      List<String> named = role.spec().rules().get(i).types();
      for (int j = 0; j < named.size(); j++) {
        check(rules.index(i).field("types").index(j), named.get(j));
      }
    }
  }

  @Override
  public void checkUpdate(
      Resource<AccessRole> before,
      Resource<AccessRole> after,
      ResourceReader reader,
      Violations violations) {
    checkCreate(after, reader, violations);
  }

  private void check(Path path, String name) {
    if (name.equals(AccessRole.ALL)) {
      return;
    }
    Optional<ResourceType<?>> type =
        CoreTypes.OF_ROLES.stream()
            .filter(role -> role.name().equals(name))
            .findFirst()
            .or(() -> types.findByName(name).filter(known -> !known.internal()));
    if (type.isEmpty()) {
      path.add("\"" + name + "\" is no type of resource");
      return;
    }
    ResourceType<?> subject = Observed.subject(type.get());
    if (!subject.equals(type.get())) {
      path.add("is seen by whoever may read " + subject.name());
    }
  }
}
