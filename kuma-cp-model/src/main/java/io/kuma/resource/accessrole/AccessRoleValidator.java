package io.kuma.resource.accessrole;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.accessrole.AccessRole.Rule;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.validate.MetaRules;
import java.util.List;
import java.util.Set;

/**
 * What the schema of an {@link AccessRole} cannot say. A rule that would allow nothing is refused:
 * whoever wrote it believes that it does.
 */
public final class AccessRoleValidator implements Validator<AccessRole> {
  private static final String SECRET = "Secret";

  /** No role is about these, or whoever has it could make an administrator of himself. */
  private static final Set<String> FOR_ADMINISTRATORS = Set.of("GlobalSecret");

  /** Whoever writes these gives rights, and gives them to himself. */
  private static final Set<String> WRITTEN_BY_ADMINISTRATORS =
      Set.of("AccessRole", "AccessRoleBinding");

  @Override
  public void validate(Resource<AccessRole> resource, Violations violations) {
    Path rules = violations.at("spec").field("rules");
    List<Rule> all = resource.spec().rules();
    for (int i = 0; i < all.size(); i++) {
      check(rules.index(i), all.get(i));
    }
  }

  private static void check(Path path, Rule rule) {
    for (int i = 0; i < rule.types().size(); i++) {
      if (FOR_ADMINISTRATORS.contains(rule.types().get(i))) {
        path.field("types").index(i).add("is for administrators only: no role can be about it");
      }
    }
    for (int i = 0; i < rule.verbs().size(); i++) {
      Verb verb = rule.verbs().get(i);
      if (rule.types().stream().noneMatch(type -> concerns(verb, type))) {
        path.field("verbs").index(i).add("\"" + verb + "\" " + reason(verb, rule.types()));
      }
    }
    for (int i = 0; i < rule.meshes().size(); i++) {
      checkName(path.field("meshes").index(i), rule.meshes().get(i));
    }
    List<String> names = rule.names() == null ? List.of() : rule.names();
    for (int i = 0; i < names.size(); i++) {
      checkName(path.field("names").index(i), names.get(i));
    }
  }

  /** Whether the verb can allow anything with resources of this type. */
  private static boolean concerns(Verb verb, String type) {
    boolean all = type.equals(AccessRole.ALL);
    return switch (verb) {
      case read -> !type.equals(SECRET);
      case write -> !type.equals(SECRET) && !WRITTEN_BY_ADMINISTRATORS.contains(type);
      case readSecrets, writeSecrets -> all || type.equals(SECRET);
      case inspect -> all || type.equals("Dataplane") || type.equals("MeshGateway");
      case generateTokens -> all || type.equals("Dataplane") || type.equals("Zone");
    };
  }

  private static String reason(Verb verb, List<String> types) {
    return switch (verb) {
      case read, write ->
          types.contains(SECRET)
              ? "does not concern Secrets: use \"" + verb + "Secrets\""
              : "is for administrators only";
      case readSecrets, writeSecrets -> "concerns the type Secret only";
      case inspect -> "concerns the types Dataplane and MeshGateway only";
      case generateTokens -> "concerns the types Dataplane and Zone only";
    };
  }

  private static void checkName(Path path, String name) {
    if (!name.equals(AccessRole.ALL)) {
      MetaRules.checkMeshName(path, name);
    }
  }
}
