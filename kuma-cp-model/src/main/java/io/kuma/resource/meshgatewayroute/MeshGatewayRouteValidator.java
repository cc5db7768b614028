package io.kuma.resource.meshgatewayroute;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute.Backend;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute.Conf;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute.HttpRoute;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute.HttpRule;
import io.kuma.resource.meshgatewayroute.RequestMatch.HeaderMatch;
import io.kuma.resource.meshgatewayroute.RequestMatch.PathMatch;
import io.kuma.resource.meshgatewayroute.RequestMatch.QueryMatch;
import io.kuma.resource.validate.SelectorRules;
import io.kuma.resource.validate.TagRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshGatewayRoute} cannot say; filters have rules of their own. */
public final class MeshGatewayRouteValidator implements Validator<MeshGatewayRoute> {
  private static final TagRules SERVICES = TagRules.SELECTOR.requireOne().requireService();

  @Override
  public void validate(Resource<MeshGatewayRoute> resource, Violations violations) {
    MeshGatewayRoute route = resource.spec();
    SelectorRules.check(violations.at("selectors"), route.selectors(), SERVICES);
    checkConf(violations.at("conf"), route.conf());
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    if (conf == null || (conf.http() == null && conf.tcp() == null)) {
      path.add("cannot be empty");
      return;
    }
    if (conf.http() != null && conf.tcp() != null) {
      path.add("must hold only one of tcp and http");
    }
    if (conf.http() != null) {
      checkHttp(path.field("http").field("rules"), conf.http());
    }
  }

  private static void checkHttp(Path path, HttpRoute route) {
    if (route.rules().isEmpty()) {
      path.add("cannot be empty");
    }
    for (int i = 0; i < route.rules().size(); i++) {
      checkRule(path.index(i), route.rules().get(i));
    }
  }

  private static void checkRule(Path path, HttpRule rule) {
    List<RequestMatch> matches = rule.matches();
    if (matches.isEmpty()) {
      path.field("matches").add("cannot be empty");
      return;
    }
    for (int i = 0; i < matches.size(); i++) {
      checkMatch(path.field("matches").index(i), matches.get(i));
    }
    FilterRules.check(path.field("filters"), rule);
    boolean redirects = rule.filters().stream().anyMatch(filter -> filter.redirect() != null);
    if (redirects && rule.filters().size() > 1) {
      path.field("filters").add("redirects cannot be used with other filters");
      return;
    }
    checkBackends(path.field("backends"), rule.backends(), redirects);
  }

  private static void checkBackends(Path path, List<Backend> backends, boolean redirects) {
    if (redirects && !backends.isEmpty()) {
      path.add("must be empty when using redirect filters");
    } else if (!redirects && backends.isEmpty()) {
      path.add("cannot be empty");
    }
    for (int i = 0; i < backends.size(); i++) {
      checkBackend(path.index(i), backends.get(i));
    }
  }

  static void checkBackend(Path path, Backend backend) {
    SERVICES.check(path, backend.destination());
  }

  private static void checkMatch(Path path, RequestMatch match) {
    if (match.isEmpty()) {
      path.add("cannot be empty");
    }
    if (match.path() != null) {
      // The field without "path" before it is the contract's.
      checkPath(path.field("value"), match.path());
    }
    for (int i = 0; i < match.headers().size(); i++) {
      checkHeader(path.field("headers").index(i), match.headers().get(i));
    }
    for (int i = 0; i < match.queryParameters().size(); i++) {
      QueryMatch query = match.queryParameters().get(i);
      Path place = path.field("query_parameters").index(i);
      requireText(place.field("name"), query.name());
      requireText(place.field("value"), query.value());
    }
  }

  private static void checkPath(Path path, PathMatch match) {
    switch (match.match()) {
      case EXACT, PREFIX -> {
        if (!match.value().startsWith("/")) {
          path.add("must be an absolute path");
        }
      }
      case REGEX -> requireText(path, match.value());
    }
  }

  private static void checkHeader(Path path, HeaderMatch match) {
    requireText(path.field("name"), match.name());
    switch (match.match()) {
      case EXACT, REGEX -> requireText(path.field("value"), match.value());
      case ABSENT, PRESENT -> {
        if (!match.value().isEmpty()) {
          path.field("value").add("cannot be set");
        }
      }
    }
  }

  static void requireText(Path path, String text) {
    if (text.isEmpty()) {
      path.add("cannot be empty");
    }
  }
}
