package io.kuma.resource.meshhttproute;

import io.kuma.model.Doc;
import io.kuma.model.schema.Default;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects requests; all parts that are present have to match.
 *
 * <p>The order of the components is upstream's: a hash of their JSON text identifies a rule in
 * answers of the inspect API.
 */
public record HttpMatch(
    @Doc("The path.") @Nullable PathMatch path,
    @Doc("The method.") @Nullable Method method,
    @Doc("Parameters of the query; all of them have to match.")
        @Nullable List<QueryParamMatch> queryParams,
    @Doc("Headers; all of them have to match.") @Nullable List<HeaderMatch> headers) {

  public HttpMatch {
    queryParams = queryParams == null ? null : List.copyOf(queryParams);
    headers = headers == null ? null : List.copyOf(headers);
  }

  /** By path. */
  public record PathMatch(
      @Doc("An absolute path, a prefix of whole segments, or a regular expression.")
          @Limits(minLength = 1)
          String value,
      @Doc("How the value is compared.") PathMatch.Type type) {
    /** How the value is compared. */
    public enum Type {
      Exact,
      /** The whole path, or the segments it begins with. */
      PathPrefix,
      RegularExpression
    }
  }

  /** By a parameter of the query. */
  public record QueryParamMatch(
      @Doc("How the value is compared.") QueryParamMatch.Type type,
      @Doc("The name of the parameter.") @Limits(minLength = 1) String name,
      @Doc("What it is compared with.") String value) {
    /** How the value is compared. */
    public enum Type {
      Exact,
      RegularExpression
    }
  }

  /** By a header. */
  public record HeaderMatch(
      @Doc("How the value is compared.") @Default("\"Exact\"") HeaderMatch.@Nullable Type type,
      @Doc("The name of the header, in lower case.")
          @Limits(minLength = 1, maxLength = 256, pattern = HeaderModifier.NAME)
          String name,
      @Doc("What it is compared with; none for Present and Absent.") @Nullable String value) {

    /** How the value is compared; {@code Exact} if it was not said. */
    public HeaderMatch.Type effectiveType() {
      return type == null ? HeaderMatch.Type.Exact : type;
    }

    /** How the value is compared. */
    public enum Type {
      Exact,
      Present,
      RegularExpression,
      Absent,
      Prefix
    }
  }

  /** The method of a request. */
  public enum Method {
    CONNECT,
    DELETE,
    GET,
    HEAD,
    OPTIONS,
    PATCH,
    POST,
    PUT,
    TRACE
  }
}
