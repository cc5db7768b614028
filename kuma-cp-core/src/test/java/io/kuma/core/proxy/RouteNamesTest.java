package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.match.MatchesHash;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.meshhttproute.HttpMatch;
import io.kuma.resource.meshhttproute.HttpMatch.HeaderMatch;
import io.kuma.resource.meshhttproute.HttpMatch.PathMatch;
import io.kuma.resource.meshhttproute.HttpMatch.QueryParamMatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of routes, as upstream gave them ({@code recorded/meshhttproute/matches}). */
final class RouteNamesTest {
  private static final MatchesHash NAMES = new MatchesHash(new JacksonResourceCodec());

  @Test
  void catchAll() {
    assertThat(NAMES.of(List.of(path("/", PathMatch.Type.PathPrefix))))
        .isEqualTo("9Zuf5Tg79OuZcQITwBbQykxAk2u4fRKrwYn3//AL4Yo=");
  }

  @Test
  void methodAlone() {
    assertThat(NAMES.of(List.of(new HttpMatch(null, HttpMatch.Method.DELETE, null, null))))
        .isEqualTo("N5NXcJQEp1AcuZ1dBkO0sYL2QqPGh7jEwtFRvXhbfSE=");
  }

  @Test
  void allMatchesOfARuleTogether() {
    HttpMatch two =
        new HttpMatch(
            new PathMatch("/two", PathMatch.Type.PathPrefix), HttpMatch.Method.GET, null, null);
    assertThat(NAMES.of(List.of(path("/one", PathMatch.Type.Exact), two)))
        .isEqualTo("ygOqgb49q5SmQUiZcL10O9xWPIexPayrW7OvXwgVTX0=");
  }

  @Test
  void queryParameters() {
    HttpMatch match =
        new HttpMatch(
            new PathMatch("/q", PathMatch.Type.PathPrefix),
            null,
            List.of(
                new QueryParamMatch(QueryParamMatch.Type.Exact, "a", "1"),
                new QueryParamMatch(QueryParamMatch.Type.RegularExpression, "b", "[xy]")),
            null);
    assertThat(NAMES.of(List.of(match))).isEqualTo("/mL1GaiPIm3JjpKBhv+jhYZpsLOTnI1jluoCcpvxfIY=");
  }

  @Test
  void headers() {
    HttpMatch match =
        new HttpMatch(
            new PathMatch("/h", PathMatch.Type.PathPrefix),
            null,
            null,
            List.of(
                new HeaderMatch(HeaderMatch.Type.Exact, "x-a", "1"),
                new HeaderMatch(HeaderMatch.Type.RegularExpression, "x-b", "^b"),
                new HeaderMatch(HeaderMatch.Type.Present, "x-c", null),
                new HeaderMatch(HeaderMatch.Type.Absent, "x-d", null),
                new HeaderMatch(HeaderMatch.Type.Prefix, "x-e", "e-")));
    assertThat(NAMES.of(List.of(match))).isEqualTo("/QsHxd8FmXbDrkU57fPa8gLjwYXWhLXRSh5YqTaRncQ=");
  }

  /** Go's encoder, whose output is hashed, escapes what could end a script element. */
  @Test
  void charactersThatGoEscapes() {
    assertThat(NAMES.of(List.of(path("/a<b>&c", PathMatch.Type.Exact))))
        .isEqualTo("9h9JEdXUouZOulg2yxFCmFG2j4SjEBqeBtM8qLxXvQI=");
  }

  private static HttpMatch path(String value, PathMatch.Type type) {
    return new HttpMatch(new PathMatch(value, type), null, null, null);
  }
}
