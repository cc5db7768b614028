package io.kuma.rest;

import io.kuma.core.access.Localhost;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins read the API, if the configuration names these origins (Fetch
 * standard, "CORS protocol"). That makes nobody an administrator: see {@link Localhost}.
 */
@Provider
@PreMatching
public class Cors implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String ORIGIN = "Origin";
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  private final Set<String> origins;

  /**
   * @param origins with scheme and port, {@code https://gui.example.org}; case does not matter
   */
  Cors(Collection<String> origins) {
    this.origins =
        origins.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Answers the question that browsers ask before the request itself. */
  @Override
  public void filter(ContainerRequestContext request) {
    if (isAllowed(request.getHeaderString(ORIGIN))
        && request.getMethod().equals("OPTIONS")
        && request.getHeaderString(REQUEST_METHOD) != null) {
      Response.ResponseBuilder answer =
          Response.ok().header("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE");
      @Nullable String wanted = request.getHeaderString(REQUEST_HEADERS);
      if (wanted != null) {
        answer.header("Access-Control-Allow-Headers", wanted);
      }
      request.abortWith(answer.build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (origins.isEmpty()) {
      return;
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.add(HttpHeaders.VARY, ORIGIN);
    String origin = request.getHeaderString(ORIGIN);
    if (isAllowed(origin)) {
      headers.putSingle(ALLOW_ORIGIN, origin);
      headers.putSingle("Access-Control-Expose-Headers", ALLOW_ORIGIN);
    }
  }

  private boolean isAllowed(@Nullable String origin) {
    return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT));
  }
}
