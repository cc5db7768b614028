package io.kuma.resource.meshtcproute;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshExternalService;
import static io.kuma.model.TargetRefKind.MeshGateway;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;

import io.kuma.model.BackendRef;
import io.kuma.model.Resource;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshtcproute.MeshTcpRoute.Rule;
import io.kuma.resource.meshtcproute.MeshTcpRoute.To;
import io.kuma.resource.validate.BackendRefRules;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.List;

/** What the schema of a {@link MeshTcpRoute} cannot say. */
public final class MeshTcpRouteValidator implements Validator<MeshTcpRoute> {
  private static final TargetRefRules TO =
      TargetRefRules.of(MeshService, MeshExternalService, MeshMultiZoneService);
  private static final TargetRefRules GATEWAY_TO = TargetRefRules.of(Mesh);

  @Override
  public void validate(Resource<MeshTcpRoute> resource, Violations violations) {
    MeshTcpRoute route = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    List<To> to = route.to() == null ? List.of() : route.to();
    for (int i = 0; i < to.size(); i++) {
      checkTo(spec.field("to").index(i), to.get(i), PolicyRules.topKind(route));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshTcpRoute> resource) {
    return PolicyRules.deprecations(resource.spec());
  }

  private static void checkTo(Path path, To to, TargetRefKind topKind) {
    (topKind == MeshGateway ? GATEWAY_TO : TO).check(path.field("targetRef"), to.targetRef());
    for (int i = 0; i < to.rules().size(); i++) {
      Rule rule = to.rules().get(i);
      List<BackendRef> backends =
          rule.conf().backendRefs() == null ? List.of() : rule.conf().backendRefs();
      Path refs = path.field("rules").index(i).field("default").field("backendRefs");
      for (int j = 0; j < backends.size(); j++) {
        BackendRefRules.check(refs.index(j), backends.get(j));
      }
    }
  }
}
