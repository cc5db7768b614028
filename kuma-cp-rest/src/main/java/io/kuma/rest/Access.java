package io.kuma.rest;

import io.kuma.core.manager.Installation;
import io.kuma.model.ResourceType;
import jakarta.servlet.http.HttpServletRequest;

/** Knows the caller of a request and what it may do: the static lists of the configuration. */
public class Access {
  private final Installation installation;

  Access(Installation installation) {
    this.installation = installation;
  }

  Caller caller(HttpServletRequest request) {
    return installation.localhostIsAdmin()
            && Localhost.isLocal(request.getRemoteAddr(), request::getHeader)
        ? Caller.ADMIN
        : Caller.ANONYMOUS;
  }

  /** Refuses callers who may not touch resources of an admin-only type. */
  void checkType(Caller caller, ResourceType<?> type) {
    if (type.adminOnly() && !isAdmin(caller)) {
      throw denied(caller, "the resource of type \"" + type.name() + "\"");
    }
  }

  /** Refuses callers who may not issue tokens for proxies. */
  void checkGenerateDataplaneToken(Caller caller) {
    if (!isAdmin(caller)) {
      throw denied(caller, "generate dataplane token");
    }
  }

  private boolean isAdmin(Caller caller) {
    return installation.adminUsers().contains(caller.name())
        || caller.groups().stream().anyMatch(installation.adminGroups()::contains);
  }

  private static Refused denied(Caller caller, String what) {
    return new Refused(Problem.accessDenied("user \"" + caller + "\" cannot access " + what));
  }
}
