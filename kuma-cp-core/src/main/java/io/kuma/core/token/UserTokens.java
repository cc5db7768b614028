package io.kuma.core.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.kuma.core.manager.Essential;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Failure.NotFound;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Issues tokens of users of the REST API and verifies them (contract 2.1, 2.7). */
public final class UserTokens {
  /** The name and the group of administrators. */
  public static final String ADMIN = "mesh-system:admin";

  private static final Duration TEN_YEARS = Duration.ofDays(3650);

  private final SignedTokens tokens;
  private final Optional<OpenIdTokens> openId;

  /** Whom a token stands for. */
  public record UserClaims(String name, List<String> groups) {
    public UserClaims {
      groups = List.copyOf(groups);
    }
  }

  /** As of {@link DataplaneTokens#DataplaneTokens(ResourceReader, Clock, boolean, TokenTrust)}. */
  public UserTokens(ResourceReader reader, Clock clock, boolean volatileStore, TokenTrust trust) {
    this(reader, clock, volatileStore, trust, Optional.empty());
  }

  /**
   * The same, besides those of an OpenID Connect provider.
   *
   * @param openId verifies those that say that they come from the provider
   */
  public UserTokens(
      ResourceReader reader,
      Clock clock,
      boolean volatileStore,
      TokenTrust trust,
      Optional<OpenIdTokens> openId) {
    tokens = new SignedTokens(reader, clock, volatileStore, trust);
    this.openId = openId;
  }

  /**
   * The token with which an administrator can begin, kept in a global secret (contract 2.1). Its
   * signing key has to exist before.
   */
  public static Essential<GlobalSecret> bootstrap(ResourceReader reader, Clock clock) {
    UserTokens tokens = new UserTokens(reader, clock, false, TokenTrust.OWN);
    return new Essential<>(
        CoreTypes.GLOBAL_SECRET,
        CoreTypes.GLOBAL_SECRET.key("", "admin-user-token"),
        () ->
            GlobalSecret.of(
                tokens
                    .issue(new UserClaims(ADMIN, List.of(ADMIN)), TEN_YEARS)
                    .getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Issues a token.
   *
   * @param validFor from now on; the caller has seen to it that it is positive
   * @throws NotFound if there is no signing key
   * @throws IssuerDisabled if such tokens are signed elsewhere
   */
  public String issue(UserClaims claims, Duration validFor) {
    return tokens.issue(
        KeyRing.users(),
        new JWTClaimsSet.Builder().claim("Name", claims.name()).claim("Groups", claims.groups()),
        validFor);
  }

  /**
   * Verifies a token's signature, life and revocation.
   *
   * @throws TokenRefused if it does not stand
   */
  public UserClaims verify(String token) throws TokenRefused {
    if (openId.isPresent() && openId.get().claims(token)) {
      return openId.get().verify(token);
    }
    return tokens.verify(
        token,
        KeyRing.users(),
        claims ->
            new UserClaims(
                SignedTokens.text(claims, "Name"), SignedTokens.texts(claims, "Groups")));
  }

  /** How the contract says that no token can be issued. */
  public static String missingKey() {
    return KeyRing.users().missing(SigningKeys.FIRST_SERIAL);
  }
}
