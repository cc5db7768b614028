package io.kuma.resource.meshhttproute;

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
import io.kuma.resource.meshhttproute.HttpMatch.HeaderMatch;
import io.kuma.resource.meshhttproute.HttpMatch.PathMatch;
import io.kuma.resource.meshhttproute.HttpMatch.QueryParamMatch;
import io.kuma.resource.meshhttproute.MeshHttpRoute.Rule;
import io.kuma.resource.meshhttproute.MeshHttpRoute.RuleConf;
import io.kuma.resource.meshhttproute.MeshHttpRoute.To;
import io.kuma.resource.validate.BackendRefRules;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshHttpRoute} cannot say; filters are {@link FilterRules}'. */
public final class MeshHttpRouteValidator implements Validator<MeshHttpRoute> {
  private static final TargetRefRules TO =
      TargetRefRules.of(MeshService, MeshExternalService, MeshMultiZoneService);
  private static final TargetRefRules GATEWAY_TO = TargetRefRules.of(Mesh);

  @Override
  public void validate(Resource<MeshHttpRoute> resource, Violations violations) {
    MeshHttpRoute route = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    List<To> to = route.to() == null ? List.of() : route.to();
    for (int i = 0; i < to.size(); i++) {
      checkTo(spec.field("to").index(i), to.get(i), PolicyRules.topKind(route));
    }
  }

  @Override
  public List<String> deprecations(Resource<MeshHttpRoute> resource) {
    return PolicyRules.deprecations(resource.spec());
  }

  private static void checkTo(Path path, To to, TargetRefKind topKind) {
    (topKind == MeshGateway ? GATEWAY_TO : TO).check(path.field("targetRef"), to.targetRef());
    for (int i = 0; i < to.rules().size(); i++) {
      checkRule(path.field("rules").index(i), to.rules().get(i), topKind);
    }
    if (topKind != MeshGateway && !PolicyRules.isEmpty(to.hostnames())) {
      path.field("hostnames").add("must not be defined");
    }
  }

  private static void checkRule(Path path, Rule rule, TargetRefKind topKind) {
    for (int i = 0; i < rule.matches().size(); i++) {
      checkMatch(path.field("matches").index(i), rule.matches().get(i));
    }
    RuleConf conf = rule.conf();
    List<Filter> filters = conf.filters() == null ? List.of() : conf.filters();
    for (int i = 0; i < filters.size(); i++) {
      new FilterRules(rule.matches(), topKind)
          .check(path.field("default").field("filters").index(i), filters.get(i));
    }
    checkBackends(path.field("default").field("backendRefs"), conf.backendRefs(), filters, topKind);
  }

  private static void checkMatch(Path path, HttpMatch match) {
    if (match.path() != null) {
      checkPath(path.field("path").field("value"), match.path());
    }
    if (match.queryParams() != null) {
      checkQueryParams(path.field("queryParams"), match.queryParams());
    }
    List<HeaderMatch> headers = match.headers() == null ? List.of() : match.headers();
    for (int i = 0; i < headers.size(); i++) {
      checkHeader(path.field("headers").index(i), headers.get(i));
    }
  }

  private static void checkPath(Path path, PathMatch match) {
    String value = match.value();
    switch (match.type()) {
      case Exact -> checkAbsolute(path, value);
      case PathPrefix -> {
        if (value.endsWith("/") && !value.equals("/")) {
          path.add(
              "does not need a trailing slash because only a `/`-separated prefix or an entire path"
                  + " is matched");
        }
        checkAbsolute(path, value);
      }
      case RegularExpression -> {}
    }
  }

  private static void checkAbsolute(Path path, String value) {
    if (!value.startsWith("/")) {
      path.add("must be an absolute path");
    }
  }

  private static void checkQueryParams(Path path, List<QueryParamMatch> matches) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < matches.size(); i++) {
      String name = matches.get(i).name();
      if (!names.add(name)) {
        path.index(i).field("name").add("multiple entries for name " + name);
      }
    }
  }

  private static void checkHeader(Path path, HeaderMatch match) {
    switch (match.effectiveType()) {
      case Present, Absent -> {
        if (match.value() != null && !match.value().isEmpty()) {
          path.field("value").add("must not be defined");
        }
      }
      case Exact, RegularExpression, Prefix -> {}
    }
  }

  /** A gateway has no destination of its own to fall back to, so its routes need a backend. */
  private static void checkBackends(
      Path path, @Nullable List<BackendRef> backends, List<Filter> filters, TargetRefKind topKind) {
    if (backends == null || backends.isEmpty()) {
      boolean redirects =
          filters.stream().anyMatch(filter -> filter.type() == Filter.Type.RequestRedirect);
      if (topKind == MeshGateway && !redirects) {
        path.add("must not be empty");
      }
      return;
    }
    for (int i = 0; i < backends.size(); i++) {
      BackendRefRules.check(path.index(i), backends.get(i));
    }
  }
}
