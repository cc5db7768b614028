package io.kuma.policy.simulation;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which route takes a request: the first whose every condition holds. */
final class Routing {
  private Routing() {}

  static Optional<Route> route(List<Route> routes, Call call) {
    return routes.stream().filter(route -> matches(route.getMatch(), call)).findFirst();
  }

  private static boolean matches(RouteMatch match, Call call) {
    return matchesPath(match, call.pathAlone())
        && match.getHeadersList().stream().allMatch(header -> matches(header, call))
        && match.getQueryParametersList().stream()
            .allMatch(parameter -> matches(parameter, call.query()));
  }

  private static boolean matchesPath(RouteMatch match, String path) {
    return switch (match.getPathSpecifierCase()) {
      case PATH -> path.equals(match.getPath());
      case PREFIX -> path.startsWith(match.getPrefix());
      case SAFE_REGEX -> path.matches(match.getSafeRegex().getRegex());
      default -> throw new AssertionError("not simulated: " + match);
    };
  }

  private static boolean matches(HeaderMatcher matcher, Call call) {
    String value =
        matcher.getName().equals(":method") ? call.method() : call.headers().get(matcher.getName());
    return switch (matcher.getHeaderMatchSpecifierCase()) {
      case PRESENT_MATCH -> (value != null) == matcher.getPresentMatch();
      case STRING_MATCH -> matches(matcher.getStringMatch(), value);
      default -> throw new AssertionError("not simulated: " + matcher);
    };
  }

  private static boolean matches(QueryParameterMatcher matcher, Map<String, String> query) {
    return matches(matcher.getStringMatch(), query.get(matcher.getName()));
  }

  static boolean matches(StringMatcher matcher, @Nullable String value) {
    if (value == null) {
      return false;
    }
    return switch (matcher.getMatchPatternCase()) {
      case EXACT -> value.equals(matcher.getExact());
      case PREFIX -> value.startsWith(matcher.getPrefix());
      case SAFE_REGEX -> value.matches(matcher.getSafeRegex().getRegex());
      default -> throw new AssertionError("not simulated: " + matcher);
    };
  }
}
