package io.kuma.resource.meshhttproute;

import static io.kuma.model.TargetRefKind.MeshGateway;
import static io.kuma.model.TargetRefKind.MeshService;
import static io.kuma.model.TargetRefKind.MeshServiceSubset;

import io.kuma.model.TargetRefKind;
import io.kuma.model.Violations.Path;
import io.kuma.resource.meshhttproute.Filter.PathRewrite;
import io.kuma.resource.meshhttproute.Filter.RequestMirror;
import io.kuma.resource.meshhttproute.Filter.RequestRedirect;
import io.kuma.resource.meshhttproute.Filter.UrlRewrite;
import io.kuma.resource.meshhttproute.HeaderModifier.HeaderValue;
import io.kuma.resource.meshhttproute.HttpMatch.PathMatch;
import io.kuma.resource.validate.Addresses;
import io.kuma.resource.validate.DnsNames;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.TargetRefRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What filters of a route may say.
 *
 * @param matches the requests the route applies to
 * @param topKind what the policy applies to
 */
record FilterRules(List<HttpMatch> matches, TargetRefKind topKind) {
  private static final TargetRefRules MIRRORS = TargetRefRules.of(MeshService, MeshServiceSubset);

  void check(Path path, Filter filter) {
    switch (filter.type()) {
      case RequestHeaderModifier ->
          checkHeaders(path.field("requestHeaderModifier"), filter.requestHeaderModifier());
      case ResponseHeaderModifier ->
          checkHeaders(path.field("responseHeaderModifier"), filter.responseHeaderModifier());
      case RequestRedirect ->
          checkRedirect(path.field("requestRedirect"), filter.requestRedirect());
      case URLRewrite -> checkRewrite(path.field("urlRewrite"), filter.urlRewrite());
      case RequestMirror -> checkMirror(path.field("requestMirror"), filter.requestMirror());
    }
  }

  private static void checkHeaders(Path path, @Nullable HeaderModifier modifier) {
    if (modifier == null) {
      path.add("must be defined");
      return;
    }
    if (modifier.set() == null && modifier.add() == null && modifier.remove() == null) {
      path.add("must have at least one defined: set, add, remove");
      return;
    }
    Set<String> seen = new HashSet<>();
    checkOnce(path.field("set"), names(modifier.set()), seen);
    checkOnce(path.field("add"), names(modifier.add()), seen);
    checkOnce(path.field("remove"), modifier.remove(), seen);
  }

  private static @Nullable List<String> names(@Nullable List<HeaderValue> headers) {
    return headers == null ? null : headers.stream().map(HeaderValue::name).toList();
  }

  private static void checkOnce(Path path, @Nullable List<String> names, Set<String> seen) {
    for (int i = 0; names != null && i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        path.index(i).field("name").add("duplicate header name");
      }
    }
  }

  private void checkRedirect(Path path, @Nullable RequestRedirect redirect) {
    if (redirect == null) {
      path.add("must be defined");
      return;
    }
    checkPathRewrite(path.field("path"), redirect.path());
    checkHostname(path.field("hostname"), redirect.hostname());
  }

  private void checkRewrite(Path path, @Nullable UrlRewrite rewrite) {
    if (rewrite == null) {
      path.add("must be defined");
      return;
    }
    checkPathRewrite(path.field("path"), rewrite.path());
    checkHostname(path.field("hostname"), rewrite.hostname());
    if (Boolean.TRUE.equals(rewrite.hostToBackendHostname())) {
      Path field = path.field("hostToBackendHostname");
      if (topKind != MeshGateway) {
        field.add("can only be set with MeshGateway");
      }
      if (rewrite.hostname() != null) {
        field.add("cannot be set together with hostname");
      }
    }
  }

  private static void checkMirror(Path path, @Nullable RequestMirror mirror) {
    if (mirror == null) {
      path.add("must be defined");
      return;
    }
    Percentages.check(path.field("percentage"), mirror.percentage());
    MIRRORS.check(path.field("backendRef"), mirror.backendRef().toTargetRef());
  }

  private void checkPathRewrite(Path path, @Nullable PathRewrite rewrite) {
    if (rewrite != null
        && rewrite.replacePrefixMatch() != null
        && !matches.stream().allMatch(FilterRules::hasPrefix)) {
      path.field("replacePrefixMatch").add("can only appear if all matches match a path prefix");
    }
  }

  private static boolean hasPrefix(HttpMatch match) {
    return match.path() != null && match.path().type() == PathMatch.Type.PathPrefix;
  }

  private static void checkHostname(Path path, @Nullable String hostname) {
    if (hostname == null) {
      return;
    }
    if (Addresses.isIp(hostname)) {
      path.add("cannot be an IP address");
    } else {
      DnsNames.subdomainProblems(hostname).forEach(path::add);
    }
  }
}
