package io.kuma.core.proxy;

import io.kuma.core.proxy.RequestMatch.NamedMatch;
import io.kuma.core.proxy.RequestMatch.PathMatch;
import io.kuma.core.proxy.RequestMatch.ValueMatch;
import io.kuma.resource.meshhttproute.HttpMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Matches as the wire writes them, in the model's terms. */
public final class RequestMatches {
  private RequestMatches() {}

  static RequestMatch of(HttpMatch match) {
    return new RequestMatch(
        Optional.ofNullable(match.path()).map(RequestMatches::path),
        Optional.ofNullable(match.method()).map(Enum::name),
        match.headers() == null
            ? List.of()
            : match.headers().stream().map(RequestMatches::of).toList(),
        match.queryParams() == null ? List.of() : parameters(match.queryParams()));
  }

  private static PathMatch path(HttpMatch.PathMatch path) {
    return switch (path.type()) {
      case Exact -> new PathMatch.Exact(path.value());
      case PathPrefix -> new PathMatch.Prefix(path.value());
      case RegularExpression -> new PathMatch.Pattern(path.value());
    };
  }

  /** A header and what it must be. */
  public static NamedMatch of(HttpMatch.HeaderMatch header) {
    String value = header.value() == null ? "" : header.value();
    return new NamedMatch(
        header.name(),
        switch (header.effectiveType()) {
          case Exact -> new ValueMatch.Exact(value);
          case Prefix -> new ValueMatch.Prefix(value);
          case RegularExpression -> new ValueMatch.Pattern(value);
          case Present -> new ValueMatch.Present();
          case Absent -> new ValueMatch.Absent();
        });
  }

  /** A parameter that is named again is not looked at again. */
  private static List<NamedMatch> parameters(List<HttpMatch.QueryParamMatch> parameters) {
    List<NamedMatch> matches = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (HttpMatch.QueryParamMatch parameter : parameters) {
      if (names.add(parameter.name())) {
        matches.add(
            new NamedMatch(
                parameter.name(),
                switch (parameter.type()) {
                  case Exact -> new ValueMatch.Exact(parameter.value());
                  case RegularExpression -> new ValueMatch.Pattern(parameter.value());
                }));
      }
    }
    return matches;
  }
}
