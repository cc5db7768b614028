package io.kuma.resource.meshgatewayroute;

import static io.kuma.resource.meshgatewayroute.MeshGatewayRouteValidator.requireText;

import io.kuma.model.Violations.Path;
import io.kuma.resource.meshgatewayroute.Filter.Header;
import io.kuma.resource.meshgatewayroute.Filter.HeaderFilter;
import io.kuma.resource.meshgatewayroute.Filter.Mirror;
import io.kuma.resource.meshgatewayroute.Filter.Redirect;
import io.kuma.resource.meshgatewayroute.Filter.Rewrite;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute.HttpRule;
import io.kuma.resource.meshgatewayroute.RequestMatch.PathMatch;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.Ports;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link Filter}s of a rule may say.
 *
 * @param prefixMatched the rule has a match on a path's prefix
 * @param hostRewritten a filter of the rule changes the host already
 */
record FilterRules(boolean prefixMatched, boolean hostRewritten) {
  private static final Set<String> HOST_HEADERS = Set.of(":authority", "Host", "host");

  static void check(Path path, HttpRule rule) {
    FilterRules rules =
        new FilterRules(
            rule.matches().stream().anyMatch(FilterRules::isPrefix),
            rule.filters().stream().anyMatch(FilterRules::rewritesHost));
    for (int i = 0; i < rule.filters().size(); i++) {
      if (rule.filters().get(i).kinds() > 1) {
        path.index(i).add("must be only one kind of filter");
      }
    }
    // The contract counts without the filters that change the host, and does not look into them.
    List<Filter> counted = rule.filters().stream().filter(filter -> !rewritesHost(filter)).toList();
    for (int i = 0; i < counted.size(); i++) {
      rules.check(path.index(i), counted.get(i));
    }
  }

  private static boolean isPrefix(RequestMatch match) {
    return match.path() != null && match.path().match() == PathMatch.Type.PREFIX;
  }

  private static boolean rewritesHost(Filter filter) {
    return filter.rewrite() != null && filter.rewrite().hostToBackendHostname();
  }

  private void check(Path path, Filter filter) {
    if (filter.requestHeader() != null) {
      checkHeaders(path.field("request_header"), filter.requestHeader());
    }
    if (filter.redirect() != null) {
      checkRedirect(path.field("redirect"), filter.redirect());
    }
    if (filter.mirror() != null) {
      checkMirror(path.field("mirror"), filter.mirror());
    }
    if (filter.rewrite() != null) {
      checkRewrite(path.field("rewrite"), filter.rewrite());
    }
  }

  private void checkHeaders(Path path, HeaderFilter filter) {
    if (filter.set().isEmpty() && filter.add().isEmpty() && filter.remove().isEmpty()) {
      path.add("cannot be empty");
    }
    checkHeaders(path.field("set"), filter.set());
    checkHeaders(path.field("add"), filter.add());
    for (int i = 0; i < filter.remove().size(); i++) {
      requireText(path.field("remove").index(i), filter.remove().get(i));
    }
  }

  private void checkHeaders(Path path, List<Header> headers) {
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      requireText(path.index(i).field("name"), header.name());
      if (hostRewritten && HOST_HEADERS.contains(header.name())) {
        path.index(i)
            .add(
                "cannot modify '%s' header, when route has set 'rewrite.host_to_backend_hostname' option"
                    .formatted(header.name()));
      }
      requireText(path.index(i).field("value"), header.value());
    }
  }

  private static void checkRedirect(Path path, Redirect redirect) {
    if (redirect.port() != 0) {
      Ports.check(path.field("port"), redirect.port());
    }
    if (redirect.statusCode() < 300 || redirect.statusCode() > 308) {
      path.field("status_code").add("must be in the range [300, 308]");
    }
    checkOnePath(path.field("path"), redirect.path());
  }

  private static void checkMirror(Path path, Mirror mirror) {
    if (mirror.percentage() == null) {
      path.field("percentage").add("cannot be empty");
    } else {
      Percentages.check(path.field("percentage"), mirror.percentage());
    }
    if (mirror.backend() == null) {
      path.field("backend").add("cannot be empty");
    } else {
      MeshGatewayRouteValidator.checkBackend(path.field("backend"), mirror.backend());
    }
  }

  private void checkRewrite(Path path, Rewrite rewrite) {
    if (rewrite.replacePrefixMatch() != null && !prefixMatched) {
      path.field("replacePrefixMatch").add("cannot be used without a match on path prefix");
    }
    checkOnePath(path, rewrite);
  }

  private static void checkOnePath(Path path, @Nullable Rewrite rewrite) {
    if (rewrite != null && rewrite.replaceFull() != null && rewrite.replacePrefixMatch() != null) {
      path.add("must hold only one of replaceFull and replacePrefixMatch");
    }
  }
}
