package io.kuma.cp.boot;

import com.nimbusds.jose.jwk.JWKSet;
import io.kuma.core.token.OpenIdTokens;
import io.kuma.core.token.OpenIdTokens.IdentityProvider;
import io.kuma.cp.boot.AuthnSettings.ApiAuthnType;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Whose OpenID Connect tokens of users count besides the control plane's own; settings of ours.
 *
 * @param issuer as tokens name it; empty for nobody
 */
public record OpenIdSettings(
    @Setting(env = "KUMA_API_SERVER_AUTHN_OIDC_ISSUER") String issuer,
    @Setting(env = "KUMA_API_SERVER_AUTHN_OIDC_AUDIENCE") String audience,
    @Setting(env = JWKS_URL) String jwksUrl,
    @Setting(env = JWKS_FILE) String jwksFile,
    @Setting(env = "KUMA_API_SERVER_AUTHN_OIDC_USER_CLAIM", value = "sub") String userClaim,
    @Setting(env = "KUMA_API_SERVER_AUTHN_OIDC_GROUPS_CLAIM", value = "groups")
        String groupsClaim) {
  private static final String JWKS_URL = "KUMA_API_SERVER_AUTHN_OIDC_JWKS_URL";
  private static final String JWKS_FILE = "KUMA_API_SERVER_AUTHN_OIDC_JWKS_FILE";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Who verifies them; empty if nobody's count. Reads a file, and fetches nothing yet.
   *
   * @throws BadSetting in one sentence
   */
  Optional<OpenIdTokens> tokens(ApiAuthnType type, Clock clock) {
    if (issuer.isEmpty()) {
      if (!audience.isEmpty() || !jwksUrl.isEmpty() || !jwksFile.isEmpty()) {
        throw new BadSetting(
            "KUMA_API_SERVER_AUTHN_OIDC_ISSUER is missing, which the other settings of OpenID"
                + " Connect belong to.");
      }
      return Optional.empty();
    }
    if (type != ApiAuthnType.TOKENS) {
      throw new BadSetting(
          "KUMA_API_SERVER_AUTHN_OIDC_ISSUER needs KUMA_API_SERVER_AUTHN_TYPE to be tokens.");
    }
    if (audience.isEmpty()) {
      throw new BadSetting(
          "KUMA_API_SERVER_AUTHN_OIDC_AUDIENCE is missing: tokens that were issued for somebody"
              + " else must not count.");
    }
    if (jwksUrl.isEmpty() == jwksFile.isEmpty()) {
      throw new BadSetting("Set either " + JWKS_URL + " or " + JWKS_FILE + ".");
    }
    IdentityProvider provider = new IdentityProvider(issuer, audience, userClaim, groupsClaim);
    return Optional.of(
        jwksFile.isEmpty()
            ? OpenIdTokens.fetching(provider, url(), clock)
            : OpenIdTokens.knowing(provider, file(), clock));
  }

  /** Whoever can answer for the provider can say who anybody is. */
  private URL url() {
    try {
      URI uri = new URI(jwksUrl);
      if ("https".equals(uri.getScheme())
          || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())))) {
        return uri.toURL();
      }
    } catch (URISyntaxException | IOException e) {
      throw new BadSetting(JWKS_URL + " is \"" + jwksUrl + "\", which is no URL.");
    }
    throw new BadSetting(
        JWKS_URL
            + " is \""
            + jwksUrl
            + "\", but must begin with https://, or lead to the loopback.");
  }

  private JWKSet file() {
    try {
      JWKSet keys = JWKSet.parse(Files.readString(Path.of(jwksFile)));
      if (!keys.isEmpty()) {
        return keys;
      }
    } catch (IOException | ParseException e) {
      throw new BadSetting(JWKS_FILE + ": " + jwksFile + " cannot be used: " + e + ".");
    }
    throw new BadSetting(JWKS_FILE + ": " + jwksFile + " has no keys.");
  }
}
