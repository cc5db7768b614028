package io.kuma.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses calls with a token that does not stand, whatever they ask for. The index is for everybody
 * (contract 2.1).
 */
@Provider
public class Authentication implements ContainerRequestFilter {
  private final Access access;

  @Context
  @SuppressWarnings("NullAway.Init") // The container fills it, with a stand-in for each request.
  private HttpServletRequest request;

  Authentication(Access access) {
    this.access = access;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (!context.getUriInfo().getPath().matches("/?")) {
      access.caller(request);
    }
  }
}
