package io.kuma.rest;

import io.kuma.core.access.Action;
import io.kuma.core.access.CallerProof;
import io.kuma.core.access.Localhost;
import io.kuma.core.manager.Installation;
import io.kuma.core.token.TokenRefused;
import io.kuma.core.token.UserTokens;
import io.kuma.core.token.UserTokens.UserClaims;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the caller of a request, by where it comes from or by its token or certificate, and what it
 * may do beyond what roles are about: the static lists of the configuration.
 */
public class Access {
  private static final String BEARER = "Bearer ";
  private static final String CERTIFICATE = "jakarta.servlet.request.X509Certificate";

  private final Installation installation;
  private final UserTokens tokens;
  private final Audit audit;

  Access(Installation installation, UserTokens tokens, Audit audit) {
    this.installation = installation;
    this.tokens = tokens;
    this.audit = audit;
  }

  /** Who calls; refuses a token that does not stand. */
  Caller caller(HttpServletRequest request) {
    String from = request.getRemoteAddr();
    if (installation.localhostIsAdmin() && Localhost.isLocal(from, request::getHeader)) {
      return Caller.admin(from);
    }
    if (!knowsTokens()) {
      return hasShownCertificate(request) ? Caller.admin(from) : Caller.anonymous(from);
    }
    String authorization = request.getHeader("Authorization");
    return authorization == null || !authorization.startsWith(BEARER)
        ? Caller.anonymous(from)
        : bearer(authorization.substring(BEARER.length()), from);
  }

  /** Whether callers prove by tokens who they are. */
  boolean knowsTokens() {
    return installation.callerProof() == CallerProof.TOKEN;
  }

  /** The server sets this only for a certificate that its TLS has verified. */
  private static boolean hasShownCertificate(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATE) instanceof X509Certificate[] chain && chain.length > 0;
  }

  private Caller bearer(String token, String from) {
    try {
      UserClaims claims = tokens.verify(token);
      List<String> groups = new ArrayList<>(claims.groups());
      groups.add(Caller.AUTHENTICATED);
      return new Caller(claims.name(), groups, from);
    } catch (TokenRefused e) {
      throw new Refused(
          new Problem(
              401, "Invalid authentication data", String.valueOf(e.getMessage()), List.of()));
    }
  }

  /** Refuses callers who may not issue tokens for zone proxies. */
  void checkGenerateZoneToken(Caller caller, String zone) {
    check(
        caller,
        Action.GENERATE_ZONE_TOKEN,
        Action.GENERATE_ZONE_TOKEN.words() + " for zone '" + zone + "'");
  }

  /** Refuses callers who may not do this. */
  void check(Caller caller, Action action) {
    check(caller, action, action.words());
  }

  /** Whether the caller is on the list of those who may. */
  boolean allows(Caller caller, Action action) {
    return installation.access().to(action).includes(caller.name(), caller.groups());
  }

  private void check(Caller caller, Action action, String what) {
    if (!allows(caller, action)) {
      audit.denied(caller, what);
      throw new Refused(Problem.accessDenied("user \"" + caller + "\" cannot access " + what));
    }
  }
}
