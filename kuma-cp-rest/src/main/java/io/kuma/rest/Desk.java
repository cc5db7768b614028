package io.kuma.rest;

import io.kuma.core.manager.Installation;
import io.kuma.core.role.GuardedResources;
import io.kuma.core.role.ResourceView;
import io.kuma.model.json.ResourceCodec;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Serves callers: each gets the resources as he may see and change them. Endpoints have no other
 * way to resources, so none can forget to ask.
 */
final class Desk {
  private final GuardedResources resources;
  private final Access access;
  private final Audit audit;
  private final ResourceCodec codec;
  private final Installation installation;

  Desk(
      GuardedResources resources,
      Access access,
      Audit audit,
      ResourceCodec codec,
      Installation installation) {
    this.resources = resources;
    this.access = access;
    this.audit = audit;
    this.codec = codec;
    this.installation = installation;
  }

  /** Who calls; refuses a token that does not stand. */
  Caller caller(HttpServletRequest request) {
    return access.caller(request);
  }

  /** The resources as the caller may use them; what he may not do is taken down. */
  ResourceView view(Caller caller) {
    return resources.as(caller.principal(), what -> audit.denied(caller, what));
  }

  ResourceReads reads(Caller caller) {
    return new ResourceReads(view(caller), codec, installation);
  }

  ResourceReads reads(HttpServletRequest request) {
    return reads(caller(request));
  }
}
