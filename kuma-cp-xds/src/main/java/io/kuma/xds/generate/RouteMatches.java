package io.kuma.xds.generate;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.RequestMatch;
import io.kuma.core.proxy.RequestMatch.NamedMatch;
import io.kuma.core.proxy.RequestMatch.PathMatch;
import io.kuma.xds.envoy.HeaderMatchers;
import java.util.List;

/** Matches of the model in Envoy's terms. */
final class RouteMatches {
  private RouteMatches() {}

  /**
   * One match becomes two where Envoy cannot say it at once: a prefix of whole path segments is
   * either the path itself or goes on after a slash.
   */
  static List<RouteMatch> of(RequestMatch match) {
    return paths(match.path().orElse(new PathMatch.Prefix("/"))).stream()
        .map(path -> withOthers(path, match))
        .toList();
  }

  private static List<RouteMatch.Builder> paths(PathMatch path) {
    if (path instanceof PathMatch.Exact exact) {
      return List.of(RouteMatch.newBuilder().setPath(exact.path()));
    }
    if (path instanceof PathMatch.Pattern pattern) {
      return List.of(RouteMatch.newBuilder().setSafeRegex(HeaderMatchers.regex(pattern.regex())));
    }
    String prefix = ((PathMatch.Prefix) path).prefix();
    if (prefix.equals("/")) {
      return List.of(RouteMatch.newBuilder().setPrefix(prefix));
    }
    String segment = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return List.of(
        RouteMatch.newBuilder().setPath(segment), RouteMatch.newBuilder().setPrefix(segment + "/"));
  }

  private static RouteMatch withOthers(RouteMatch.Builder route, RequestMatch match) {
    match
        .method()
        .ifPresent(
            method ->
                route.addHeaders(
                    HeaderMatcher.newBuilder()
                        .setName(":method")
                        .setStringMatch(StringMatcher.newBuilder().setExact(method))));
    match.headers().forEach(header -> route.addHeaders(HeaderMatchers.of(header)));
    match.queryParameters().forEach(parameter -> route.addQueryParameters(parameter(parameter)));
    return route.build();
  }

  private static QueryParameterMatcher parameter(NamedMatch match) {
    return QueryParameterMatcher.newBuilder()
        .setName(match.name())
        .setStringMatch(HeaderMatchers.text(match.value()))
        .build();
  }
}
