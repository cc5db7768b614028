package io.kuma.xds.envoy;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.kuma.core.proxy.RequestMatch.NamedMatch;
import io.kuma.core.proxy.RequestMatch.ValueMatch;

/** Matches of headers and other named texts in Envoy's terms. */
public final class HeaderMatchers {
  private HeaderMatchers() {}

  public static HeaderMatcher of(NamedMatch match) {
    HeaderMatcher.Builder header = HeaderMatcher.newBuilder().setName(match.name());
    if (match.value() instanceof ValueMatch.Present) {
      return header.setPresentMatch(true).build();
    }
    if (match.value() instanceof ValueMatch.Absent) {
      return header.setPresentMatch(false).build();
    }
    return header.setStringMatch(text(match.value())).build();
  }

  /** How a text is compared that is there. */
  public static StringMatcher text(ValueMatch value) {
    StringMatcher.Builder matcher = StringMatcher.newBuilder();
    if (value instanceof ValueMatch.Exact exact) {
      return matcher.setExact(exact.value()).build();
    }
    if (value instanceof ValueMatch.Prefix prefix) {
      return matcher.setPrefix(prefix.prefix()).build();
    }
    if (value instanceof ValueMatch.Pattern pattern) {
      return matcher.setSafeRegex(regex(pattern.regex())).build();
    }
    throw new IllegalArgumentException(value + " compares no text");
  }

  public static RegexMatcher regex(String regex) {
    return RegexMatcher.newBuilder().setRegex(regex).build();
  }
}
