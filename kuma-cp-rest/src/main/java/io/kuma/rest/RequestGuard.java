package io.kuma.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Refuses what no endpoint should have to think about: bodies that are too large, which are not
 * even read to their end, and paths with control characters, which no name can have and which
 * databases choke on.
 */
@Provider
@PreMatching
public class RequestGuard implements ContainerRequestFilter {
  private final int maxBodyBytes;

  RequestGuard(int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (request.getUriInfo().getPath().chars().anyMatch(Character::isISOControl)) {
      throw new Refused(Problem.badRequest("the path must not contain control characters"));
    }
    if (request.getLength() > maxBodyBytes) {
      throw tooLarge();
    }
    byte[] body = request.getEntityStream().readNBytes(maxBodyBytes + 1);
    if (body.length > maxBodyBytes) {
      throw tooLarge();
    }
    request.setEntityStream(new ByteArrayInputStream(body));
  }

  private Refused tooLarge() {
    return new Refused(
        new Problem(
            413,
            "Content Too Large",
            "the body must not be larger than " + maxBodyBytes + " bytes",
            List.of()));
  }
}
