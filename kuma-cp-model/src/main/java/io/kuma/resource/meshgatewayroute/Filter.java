package io.kuma.resource.meshgatewayroute;

import io.kuma.model.Doc;
import io.kuma.model.schema.Limits;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute.Backend;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is done to requests on their way: one of these things. */
public record Filter(
    @Doc("Changes headers of the request.") @Nullable HeaderFilter requestHeader,
    @Doc("Sends a copy of the request elsewhere.") @Nullable Mirror mirror,
    @Doc("Answers with another place.") @Nullable Redirect redirect,
    @Doc("Changes the path or the host of the request.") @Nullable Rewrite rewrite,
    @Doc("Changes headers of the answer.") @Nullable HeaderFilter responseHeader) {

  /** How many things it is; a good filter is one. */
  long kinds() {
    return Stream.of(requestHeader, mirror, redirect, rewrite, responseHeader)
        .filter(Objects::nonNull)
        .count();
  }

  /** Changes headers. */
  public record HeaderFilter(
      @Doc("Headers that replace those of the same name.") List<Header> set,
      @Doc("Headers that stand beside those of the same name.") List<Header> add,
      @Doc("Names of headers that are taken out.") List<String> remove) {
    public HeaderFilter {
      set = List.copyOf(set);
      add = List.copyOf(add);
      remove = List.copyOf(remove);
    }
  }

  /** A header. */
  public record Header(
      @Doc("The name of the header.") String name, @Doc("Its value.") String value) {}

  /** Sends copies of requests elsewhere, whose answers nobody sees. */
  public record Mirror(
      @Doc("Where copies go.") @Nullable Backend backend,
      @Doc("Percentage of requests that are copied, 0.0 to 100.0.") @Nullable Double percentage) {}

  /** Answers with another place. */
  public record Redirect(
      @Doc("The scheme; that of the request if empty.") String scheme,
      @Doc("The host name; that of the request if empty.") String hostname,
      @Doc("The port; that of the request if 0.") @Limits(minimum = 0) int port,
      @Doc("The status of the answer, 300 to 308.") @Limits(minimum = 0) int statusCode,
      @Doc("How the path is changed.") @Nullable Rewrite path) {}

  /** Changes the path, in one of two ways, or the host. */
  public record Rewrite(
      @Doc("The new path.") @Nullable String replaceFull,
      @Doc("What takes the place of the prefix that was matched.")
          @Nullable String replacePrefixMatch,
      @Doc("Whether the host becomes the host name of the backend.")
          boolean hostToBackendHostname) {}
}
