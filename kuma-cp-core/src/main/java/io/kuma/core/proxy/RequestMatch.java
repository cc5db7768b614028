package io.kuma.core.proxy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a request must look like for a route to take it. All parts must hold; a part that is not
 * there always does.
 */
public record RequestMatch(
    Optional<PathMatch> path,
    Optional<String> method,
    List<NamedMatch> headers,
    List<NamedMatch> queryParameters) {

  /**
   * The order in which matches are tried, most specific first: exact paths, then prefixes, then
   * patterns, longer before shorter ones, then those without a path; among equals those with a
   * method, with more headers, with more query parameters. (Gateway API's precedence; contract
   * 10.1.)
   */
  public static final Comparator<RequestMatch> MOST_SPECIFIC_FIRST =
      Comparator.<RequestMatch>comparingInt(match -> match.path.map(PathMatch::rank).orElse(3))
          .thenComparingInt(match -> match.path.map(PathMatch::negativeLength).orElse(0))
          .thenComparing(match -> match.method.isEmpty())
          .thenComparingInt(match -> -match.headers.size())
          .thenComparingInt(match -> -match.queryParameters.size());

  /** The match that takes whatever no other route took. */
  public static final RequestMatch ANYTHING =
      new RequestMatch(
          Optional.of(new PathMatch.Prefix("/")), Optional.empty(), List.of(), List.of());

  public RequestMatch {
    headers = List.copyOf(headers);
    queryParameters = List.copyOf(queryParameters);
  }

  /** How a path is compared. */
  public sealed interface PathMatch {
    /** The path is this one. */
    record Exact(String path) implements PathMatch {}

    /** The path is this one, or continues it after a slash. */
    record Prefix(String prefix) implements PathMatch {}

    /** All of the path fits this regular expression (RE2). */
    record Pattern(String regex) implements PathMatch {}

    private int rank() {
      if (this instanceof Exact) {
        return 0;
      }
      return this instanceof Prefix ? 1 : 2;
    }

    private int negativeLength() {
      if (this instanceof Prefix prefix) {
        return -prefix.prefix.length();
      }
      return this instanceof Pattern pattern ? -pattern.regex.length() : 0;
    }
  }

  /** A header or query parameter and what its value must be. */
  public record NamedMatch(String name, ValueMatch value) {}

  /** How a value is compared. */
  public sealed interface ValueMatch {
    /** The value is this one. */
    record Exact(String value) implements ValueMatch {}

    /** The value starts with this. */
    record Prefix(String prefix) implements ValueMatch {}

    /** All of the value fits this regular expression (RE2). */
    record Pattern(String regex) implements ValueMatch {}

    /** There is a value, whatever it is. */
    record Present() implements ValueMatch {}

    /** There is none. */
    record Absent() implements ValueMatch {}
  }
}
