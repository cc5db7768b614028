package io.kuma.resource.meshgatewayroute;

import io.kuma.model.Doc;
import io.kuma.model.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects requests; all parts that are there have to match. */
public record RequestMatch(
    @Doc("The path.") @Nullable PathMatch path,
    @Doc("The method; all of them for NONE.") HttpMethod method,
    @Doc("Headers; all of them have to match.") List<HeaderMatch> headers,
    @Doc("Parameters of the query; all of them have to match.") List<QueryMatch> queryParameters) {

  public RequestMatch {
    headers = List.copyOf(headers);
    queryParameters = List.copyOf(queryParameters);
  }

  /** Whether nothing is asked for. */
  boolean isEmpty() {
    return path == null
        && method == HttpMethod.NONE
        && headers.isEmpty()
        && queryParameters.isEmpty();
  }

  /** By path. */
  public record PathMatch(
      @Doc("How the value is compared.") PathMatch.Type match,
      @Doc("An absolute path, a prefix of whole segments, or a regular expression.") String value) {
    /** How the value is compared. */
    public enum Type {
      EXACT,
      /** The whole path, or the segments it begins with. */
      PREFIX,
      REGEX
    }
  }

  /** By a header. */
  public record HeaderMatch(
      @Doc("How the value is compared, or whether the header is there at all.")
          HeaderMatch.Type match,
      @Doc("The name of the header.") String name,
      @Doc("What it is compared with; none for ABSENT and PRESENT.") String value) {
    /** How the value is compared. */
    public enum Type {
      EXACT,
      REGEX,
      ABSENT,
      PRESENT
    }
  }

  /** By a parameter of the query. */
  public record QueryMatch(
      @Doc("How the value is compared.") QueryMatch.Type match,
      @Doc("The name of the parameter.") String name,
      @Doc("What it is compared with.") String value) {
    /** How the value is compared. */
    public enum Type {
      EXACT,
      REGEX
    }
  }
}
