package io.kuma.core.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Failure.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Issues tokens of zone proxies and verifies them (contract 2.7, 4.5). */
public final class ZoneTokens {
  private final SignedTokens tokens;

  /**
   * What a token says.
   *
   * @param zone in which its bearer runs
   * @param scope the kinds of proxies that it may be: {@code ingress}, {@code egress}
   */
  public record ZoneClaims(String zone, List<String> scope) {
    public ZoneClaims {
      scope = List.copyOf(scope);
    }
  }

  /** As of {@link DataplaneTokens#DataplaneTokens(ResourceReader, Clock, boolean, TokenTrust)}. */
  public ZoneTokens(ResourceReader reader, Clock clock, boolean volatileStore, TokenTrust trust) {
    tokens = new SignedTokens(reader, clock, volatileStore, trust);
  }

  /**
   * Issues a token.
   *
   * @param validFor from now on; the caller has seen to it that it is positive
   * @throws NotFound if there is no signing key
   * @throws IssuerDisabled if such tokens are signed elsewhere
   */
  public String issue(ZoneClaims claims, Duration validFor) {
    return tokens.issue(
        KeyRing.zones(),
        new JWTClaimsSet.Builder().claim("Zone", claims.zone()).claim("Scope", claims.scope()),
        validFor);
  }

  /**
   * Verifies a token's signature, life and revocation.
   *
   * @throws TokenRefused if it does not stand
   */
  public ZoneClaims verify(String token) throws TokenRefused {
    return tokens.verify(
        token,
        KeyRing.zones(),
        claims ->
            new ZoneClaims(SignedTokens.text(claims, "Zone"), SignedTokens.texts(claims, "Scope")));
  }

  /** How the contract says that no token can be issued. */
  public static String missingKey() {
    return KeyRing.zones().missing(SigningKeys.FIRST_SERIAL);
  }
}
