package io.kuma.resource.trafficroute;

import io.kuma.model.Violations.Path;
import io.kuma.resource.trafficroute.TrafficRoute.HttpMatch;
import io.kuma.resource.trafficroute.TrafficRoute.HttpRoute;
import io.kuma.resource.trafficroute.TrafficRoute.Modify;
import io.kuma.resource.trafficroute.TrafficRoute.ModifyHeaders;
import io.kuma.resource.trafficroute.TrafficRoute.ModifyHost;
import io.kuma.resource.trafficroute.TrafficRoute.ModifyPath;
import io.kuma.resource.trafficroute.TrafficRoute.RegexReplace;
import io.kuma.resource.trafficroute.TrafficRoute.StringMatcher;
import org.jspecify.annotations.Nullable;

/** What an {@link HttpRoute} matches and modifies. Its destinations are checked elsewhere. */
final class HttpRouteRules {
  private static final String EMPTY = "cannot be empty";

  private HttpRouteRules() {}

  static void check(Path path, HttpRoute route) {
    checkMatch(path.field("match"), route.match());
    if (route.modify() != null) {
      checkModify(path.field("modify"), route.modify(), route.match());
    }
  }

  private static void checkMatch(Path path, @Nullable HttpMatch match) {
    if (match == null
        || (match.path() == null && match.method() == null && match.headers() == null)) {
      path.add(
          "must be present and contain at least one of the elements: \"method\", \"path\" or"
              + " \"headers\"");
      return;
    }
    if (match.method() != null) {
      checkMatcher(path.field("method"), match.method());
    }
    if (match.path() != null) {
      checkMatcher(path.field("path"), match.path());
    }
    if (match.headers() == null) {
      return;
    }
    if (match.headers().isEmpty()) {
      path.field("headers").add("must contain at least one element");
    }
    match
        .headers()
        .forEach(
            (name, matcher) -> {
              Path header = path.field("headers").key(name);
              if (name.isEmpty()) {
                header.add(EMPTY);
              }
              checkMatcher(header, matcher);
            });
  }

  private static void checkMatcher(Path path, StringMatcher matcher) {
    if (matcher.prefix() != null) {
      requireText(path.field("prefix"), matcher.prefix());
    } else if (matcher.regex() != null) {
      requireText(path.field("regex"), matcher.regex());
    } else if (matcher.exact() == null) {
      // "split" instead of "prefix": the message is the contract's.
      path.add("cannot be empty. Available options: \"exact\", \"split\" or \"regex\"");
    }
  }

  private static void checkModify(Path path, Modify modify, @Nullable HttpMatch match) {
    if (modify.path() != null) {
      checkPath(path.field("path"), modify.path(), match);
    }
    if (modify.host() != null) {
      checkHost(path.field("host"), modify.host());
    }
    if (modify.requestHeaders() != null) {
      checkHeaders(path.field("requestHeaders"), modify.requestHeaders());
    }
    if (modify.responseHeaders() != null) {
      checkHeaders(path.field("responseHeaders"), modify.responseHeaders());
    }
  }

  private static void checkPath(Path path, ModifyPath modify, @Nullable HttpMatch match) {
    if (modify.rewritePrefix() != null) {
      requireText(path.field("rewritePrefix"), modify.rewritePrefix());
      if (!modify.rewritePrefix().isEmpty() && !matchesPrefix(match)) {
        path.field("rewritePrefix")
            .add("can only be set when .http.match.path.prefix is not empty");
      }
    } else if (modify.regex() != null) {
      checkReplace(path.field("regex"), modify.regex());
    } else {
      path.add("either \"rewritePrefix\" or \"regex\" has to be set");
    }
  }

  private static boolean matchesPrefix(@Nullable HttpMatch match) {
    return match != null
        && match.path() != null
        && match.path().prefix() != null
        && !match.path().prefix().isEmpty();
  }

  private static void checkHost(Path path, ModifyHost modify) {
    if (modify.value() != null) {
      requireText(path.field("value"), modify.value());
    } else if (modify.fromPath() != null) {
      checkReplace(path.field("fromPath"), modify.fromPath());
    } else {
      path.add("either \"value\" or \"fromPath\" has to be set");
    }
  }

  private static void checkReplace(Path path, RegexReplace replace) {
    requireText(path.field("pattern"), replace.pattern());
    requireText(path.field("substitution"), replace.substitution());
  }

  private static void checkHeaders(Path path, ModifyHeaders headers) {
    for (int i = 0; i < headers.add().size(); i++) {
      Path place = path.field("add").index(i);
      checkHeaderName(place.field("name"), headers.add().get(i).name());
      requireText(place.field("value"), headers.add().get(i).value());
    }
    for (int i = 0; i < headers.remove().size(); i++) {
      checkHeaderName(path.field("remove").index(i).field("name"), headers.remove().get(i).name());
    }
  }

  private static void checkHeaderName(Path path, String name) {
    requireText(path, name);
    if (name.startsWith(":") || name.equalsIgnoreCase("host")) {
      path.add("host header and HTTP/2 pseudo-headers are not allowed to be modified");
    }
  }

  private static void requireText(Path path, String text) {
    if (text.isEmpty()) {
      path.add(EMPTY);
    }
  }
}
