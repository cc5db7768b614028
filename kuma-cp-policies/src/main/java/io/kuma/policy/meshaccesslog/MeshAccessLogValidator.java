package io.kuma.policy.meshaccesslog;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshExternalService;
import static io.kuma.model.TargetRefKind.MeshGateway;
import static io.kuma.model.TargetRefKind.MeshHTTPRoute;
import static io.kuma.model.TargetRefKind.MeshMultiZoneService;
import static io.kuma.model.TargetRefKind.MeshService;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Backend;
import io.kuma.policy.meshaccesslog.MeshAccessLog.From;
import io.kuma.policy.meshaccesslog.MeshAccessLog.OpenTelemetry;
import io.kuma.policy.meshaccesslog.MeshAccessLog.Rule;
import io.kuma.policy.meshaccesslog.MeshAccessLog.To;
import io.kuma.resource.validate.Matches;
import io.kuma.resource.validate.OpenTelemetryRules;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshAccessLog} cannot say; backends are {@link BackendRules}'. */
public final class MeshAccessLogValidator implements Validator<MeshAccessLog> {
  private static final TargetRefRules FROM = TargetRefRules.of(Mesh);
  private static final TargetRefRules TO =
      TargetRefRules.of(
          Mesh, MeshService, MeshExternalService, MeshMultiZoneService, MeshHTTPRoute);
  private static final TargetRefRules GATEWAY_TO = TargetRefRules.of(Mesh);

  @Override
  public void validate(Resource<MeshAccessLog> resource, Violations violations) {
    MeshAccessLog policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    PolicyRules.checkPlaces(spec, policy);
    TargetRefRules toRules = PolicyRules.topKind(policy) == MeshGateway ? GATEWAY_TO : TO;
    List<To> to = PolicyRules.orEmpty(policy.to());
    for (int i = 0; i < to.size(); i++) {
      Path place = spec.field("to").index(i);
      toRules.check(place.field("targetRef"), to.get(i).targetRef());
      checkBackends(place.field("default").field("backends"), to.get(i).conf().backends());
    }
    List<From> from = PolicyRules.orEmpty(policy.from());
    for (int i = 0; i < from.size(); i++) {
      Path place = spec.field("from").index(i);
      FROM.check(place.field("targetRef"), from.get(i).targetRef());
      checkBackends(place.field("default").field("backends"), from.get(i).conf().backends());
    }
    List<Rule> rules = PolicyRules.orEmpty(policy.rules());
    for (int i = 0; i < rules.size(); i++) {
      Path place = spec.field("rules").index(i);
      Matches.checkAll(place.field("matches"), rules.get(i).matches());
      checkBackends(place.field("default").field("backends"), rules.get(i).conf().backends());
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshAccessLog> resource) {
    MeshAccessLog policy = resource.spec();
    List<String> warnings = new ArrayList<>();
    if (!PolicyRules.isEmpty(policy.from())) {
      warnings.add("'from' field is deprecated, use 'rules' instead");
    }
    if (backends(policy).anyMatch(MeshAccessLogValidator::hasEndpoint)) {
      warnings.add(OpenTelemetryRules.ENDPOINT_DEPRECATED);
    }
    warnings.addAll(PolicyRules.deprecations(policy));
    return List.copyOf(warnings);
  }

  private static void checkBackends(Path path, @Nullable List<Backend> backends) {
    if (backends == null) {
      path.add("must be defined");
      return;
    }
    for (int i = 0; i < backends.size(); i++) {
      BackendRules.check(path.index(i), backends.get(i));
    }
  }

  private static Stream<Backend> backends(MeshAccessLog policy) {
    return Stream.of(
            PolicyRules.orEmpty(policy.to()).stream().map(item -> item.conf().backends()),
            PolicyRules.orEmpty(policy.from()).stream().map(item -> item.conf().backends()),
            PolicyRules.orEmpty(policy.rules()).stream().map(item -> item.conf().backends()))
        .flatMap(lists -> lists)
        .flatMap(list -> PolicyRules.orEmpty(list).stream());
  }

  private static boolean hasEndpoint(Backend backend) {
    OpenTelemetry collector = backend.openTelemetry();
    return collector != null
        && OpenTelemetryRules.usesEndpoint(collector.endpoint(), collector.backendRef());
  }
}
