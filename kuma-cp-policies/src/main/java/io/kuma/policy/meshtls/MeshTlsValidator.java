package io.kuma.policy.meshtls;

import static io.kuma.model.TargetRefKind.Dataplane;
import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshSubset;

import io.kuma.model.Resource;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshtls.MeshTls.Conf;
import io.kuma.policy.meshtls.MeshTls.From;
import io.kuma.policy.meshtls.MeshTls.Rule;
import io.kuma.policy.meshtls.MeshTls.TlsVersion;
import io.kuma.policy.meshtls.MeshTls.TlsVersions;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshTls} cannot say. */
public final class MeshTlsValidator implements Validator<MeshTls> {
  private static final TargetRefRules TOP = TargetRefRules.of(Mesh, MeshSubset, Dataplane);
  private static final TargetRefRules FROM = TargetRefRules.of(Mesh);

  @Override
  public void validate(Resource<MeshTls> resource, Violations violations) {
    MeshTls policy = resource.spec();
    Path spec = violations.at("spec");
    TOP.forInbounds(PolicyRules.affectsInbounds(policy))
        .check(spec.field("targetRef"), policy.targetRef());
    List<From> from = policy.from() == null ? List.of() : policy.from();
    List<Rule> rules = policy.rules() == null ? List.of() : policy.rules();
    if (!from.isEmpty() && !rules.isEmpty()) {
      spec.add("field 'from' must be empty when 'rules' is defined");
    }
    TargetRefKind topKind = PolicyRules.topKind(policy);
    for (int i = 0; i < rules.size(); i++) {
      checkConf(spec.field("rules").index(i).field("default"), rules.get(i).conf(), topKind);
    }
    for (int i = 0; i < from.size(); i++) {
      Path place = spec.field("from").index(i);
      FROM.check(place.field("targetRef"), from.get(i).targetRef());
      checkConf(place.field("default"), from.get(i).conf(), topKind);
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshTls> resource) {
    return PolicyRules.deprecations(
        resource.spec(), "'from' field is deprecated, use 'rules' instead");
  }

  /** Both ends have to agree on versions and ciphers, so only the whole mesh can have them set. */
  private static void checkConf(Path path, @Nullable Conf conf, TargetRefKind topKind) {
    if (conf == null) {
      return;
    }
    if (topKind != Mesh && !PolicyRules.isEmpty(conf.tlsCiphers())) {
      path.field("tlsCiphers")
          .add("tlsCiphers can only be defined with top level targetRef kind: Mesh");
    }
    if (conf.tlsVersion() != null) {
      if (topKind != Mesh) {
        path.field("tlsVersion")
            .add("tlsVersion can only be defined with top level targetRef kind: Mesh");
      } else {
        checkVersions(path.field("tlsVersion"), conf.tlsVersion());
      }
    }
  }

  private static void checkVersions(Path path, TlsVersions versions) {
    TlsVersion min = versions.min();
    TlsVersion max = versions.max();
    // TLSAuto is no version: it leaves its end open.
    if (min != null && max != null && max != TlsVersion.TLSAuto && min.compareTo(max) > 0) {
      path.field("min").add("min version must be lower than max");
    }
  }
}
