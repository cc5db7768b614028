package io.kuma.rest;

import io.kuma.core.manager.Installation;
import io.kuma.core.token.TokenRefused;
import io.kuma.core.token.UserTokens;
import io.kuma.core.token.UserTokens.UserClaims;
import io.kuma.model.ResourceType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the caller of a request, by where it comes from or by its token, and what it may do: the
 * static lists of the configuration.
 */
public class Access {
  private static final String BEARER = "Bearer ";

  private final Installation installation;
  private final UserTokens tokens;

  Access(Installation installation, UserTokens tokens) {
    this.installation = installation;
    this.tokens = tokens;
  }

  /** Who calls; refuses a token that does not stand. */
  Caller caller(HttpServletRequest request) {
    if (installation.localhostIsAdmin()
        && Localhost.isLocal(request.getRemoteAddr(), request::getHeader)) {
      return Caller.ADMIN;
    }
    String authorization = request.getHeader("Authorization");
    return authorization == null || !authorization.startsWith(BEARER)
        ? Caller.ANONYMOUS
        : bearer(authorization.substring(BEARER.length()));
  }

  private Caller bearer(String token) {
    try {
      UserClaims claims = tokens.verify(token);
      List<String> groups = new ArrayList<>(claims.groups());
      groups.add(Caller.AUTHENTICATED);
      return new Caller(claims.name(), groups);
    } catch (TokenRefused e) {
      throw new Refused(
          new Problem(
              401, "Invalid authentication data", String.valueOf(e.getMessage()), List.of()));
    }
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

  /** Refuses callers who may not issue tokens for zone proxies. */
  void checkGenerateZoneToken(Caller caller, String zone) {
    if (!isAdmin(caller)) {
      throw denied(caller, "generate zone token for zone '" + zone + "'");
    }
  }

  /** Refuses callers who may not issue tokens for users. */
  void checkGenerateUserToken(Caller caller) {
    if (!isAdmin(caller)) {
      throw denied(caller, "generate user token");
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
