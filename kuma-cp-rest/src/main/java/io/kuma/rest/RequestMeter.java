package io.kuma.rest;

import io.kuma.core.metric.RequestTimes;
import io.kuma.model.ResourceTypes;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells how long each request took, by the pattern of its path: paths are without number. */
@Provider
@PreMatching
@Priority(0)
public class RequestMeter
    implements ContainerRequestFilter, ContainerResponseFilter, DynamicFeature {
  private static final String BEGAN = RequestMeter.class.getName() + ".began";
  private static final String ROUTE = RequestMeter.class.getName() + ".route";

  /** What no endpoint is for, or was refused before it came to one. */
  private static final String NO_ROUTE = "none";

  private final RequestTimes times;
  private final ResourceTypes types;

  RequestMeter(RequestTimes times, ResourceTypes types) {
    this.times = times;
    this.types = types;
  }

  /** Has each endpoint leave word that it was reached. */
  @Override
  public void configure(ResourceInfo endpoint, FeatureContext context) {
    String pattern =
        join(endpoint.getResourceClass().getAnnotation(Path.class))
            + join(endpoint.getResourceMethod().getAnnotation(Path.class));
    context.register(new Mark(pattern.isEmpty() ? "/" : pattern, types));
  }

  private static String join(@Nullable Path path) {
    String text = path == null ? "" : path.value();
    String trimmed = text.startsWith("/") ? text.substring(1) : text;
    return trimmed.isEmpty() ? "" : "/" + trimmed;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(BEGAN, System.nanoTime());
    times.began(request.getMethod(), request::getHeaderString);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BEGAN) instanceof Long began) {
      Object route = request.getProperty(ROUTE);
      times.answered(
          request.getMethod(),
          route instanceof String known ? known : NO_ROUTE,
          response.getStatus(),
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Leaves word of one endpoint. A type's path counts as part of the pattern if there is such. */
  @Priority(0)
  private record Mark(String pattern, ResourceTypes types) implements ContainerRequestFilter {
    private static final String TYPE = "{path}";

    @Override
    public void filter(ContainerRequestContext request) {
      String path = request.getUriInfo().getPathParameters().getFirst("path");
      boolean known = path != null && types.findByPath(path).isPresent();
      request.setProperty(ROUTE, known ? pattern.replace(TYPE, path) : pattern);
    }
  }
}
