package io.kuma.policy.meshtrafficpermission;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshService;
import static io.kuma.model.TargetRefKind.MeshServiceSubset;
import static io.kuma.model.TargetRefKind.MeshSubset;

import io.kuma.model.Match;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.From;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.Rule;
import io.kuma.policy.meshtrafficpermission.MeshTrafficPermission.RuleConf;
import io.kuma.resource.validate.Matches;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshTrafficPermission} cannot say. */
public final class MeshTrafficPermissionValidator implements Validator<MeshTrafficPermission> {
  private static final TargetRefRules FROM =
      TargetRefRules.of(Mesh, MeshSubset, MeshService, MeshServiceSubset);

  @Override
  public void validate(Resource<MeshTrafficPermission> resource, Violations violations) {
    MeshTrafficPermission policy = resource.spec();
    Path spec = violations.at("spec");
    TargetRefRules.PROXIES
        .forInbounds(PolicyRules.affectsInbounds(policy))
        .check(spec.field("targetRef"), policy.targetRef());
    List<From> from = policy.from() == null ? List.of() : policy.from();
    List<Rule> rules = policy.rules() == null ? List.of() : policy.rules();
    if (!from.isEmpty() && !rules.isEmpty()) {
      spec.add("field 'from' must be empty when 'rules' is defined");
    }
    if (from.isEmpty() && rules.isEmpty()) {
      spec.add("at least one of 'from' or 'rules' has to be defined");
    }
    for (int i = 0; i < rules.size(); i++) {
      checkRule(spec.field("rules").index(i), rules.get(i).conf());
    }
    for (int i = 0; i < from.size(); i++) {
      checkFrom(spec.field("from").index(i), from.get(i));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshTrafficPermission> resource) {
    return PolicyRules.deprecations(
        resource.spec(),
        "'from' field is deprecated and will be removed in 3.0, use 'rules' with MeshIdentity"
            + " (spiffeId) instead");
  }

  /** Fields are named without {@code default}, as the contract has them. */
  private static void checkRule(Path path, RuleConf conf) {
    if (PolicyRules.isEmpty(conf.allow())
        && PolicyRules.isEmpty(conf.allowWithShadowDeny())
        && PolicyRules.isEmpty(conf.deny())) {
      path.add("at least one of 'allow', 'allowWithShadowDeny', 'deny' has to be defined");
    }
    checkMatches(path.field("allow"), conf.allow());
    checkMatches(path.field("allowWithShadowDeny"), conf.allowWithShadowDeny());
    checkMatches(path.field("deny"), conf.deny());
  }

  private static void checkMatches(Path path, @Nullable List<Match> matches) {
    for (int i = 0; matches != null && i < matches.size(); i++) {
      Matches.check(path.index(i), matches.get(i));
    }
  }

  private static void checkFrom(Path path, From from) {
    FROM.check(path.field("targetRef"), from.targetRef());
    if (from.conf() == null || from.conf().action() == null) {
      path.field("default").field("action").add("must be defined");
    }
  }
}
