package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.model.Doc;
import io.kuma.model.schema.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What of a request decides which others go to the same instance. */
public record HashPolicy(
    @Doc("Which of the others is set.") Type type,
    @Doc("Looks at no further policy if a request has this.") @Nullable Boolean terminal,
    @Doc("A header.") @Nullable Header header,
    @Doc("A cookie, which the proxy can make.") @Nullable Cookie cookie,
    @Doc("The connection that the request came on.") @Nullable Connection connection,
    @Doc("A parameter of the query.") @Nullable QueryParameter queryParameter,
    @Doc("Something that an Envoy filter has noted.") @Nullable FilterState filterState) {

  /** Where the value comes from. */
  public enum Type {
    Header,
    Cookie,
    Connection,
    /** The older name of Connection. */
    SourceIP,
    QueryParameter,
    FilterState
  }

  /** A header. */
  public record Header(@Doc("The header's name.") @Limits(minLength = 1) String name) {}

  /** A cookie. */
  public record Cookie(
      @Doc("The cookie's name.") @Limits(minLength = 1) String name,
      @Doc("How long a cookie lives that the proxy makes for requests without one.")
          @Nullable Duration ttl,
      @Doc("The path of a cookie that the proxy makes.") @Nullable String path) {}

  /** The connection. */
  public record Connection(@Doc("Takes the client's address.") @Nullable Boolean sourceIP) {}

  /** A parameter of the query. */
  public record QueryParameter(
      @Doc("The parameter's name, case and all.") @Limits(minLength = 1) String name) {}

  /** Something that a filter has noted. */
  public record FilterState(@Doc("Its key.") @Limits(minLength = 1) String key) {}
}
