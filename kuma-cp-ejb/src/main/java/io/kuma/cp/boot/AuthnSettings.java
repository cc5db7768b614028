package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.core.access.CallerProof;
import io.kuma.core.ca.Pem;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.token.TokenTrust;
import io.kuma.core.token.UserTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;

/**
 * Whose tokens count, for each of their three kinds: users', proxies' and zone proxies' (contract
 * 4.5). A list of keys is a list of JSON objects in the environment, which upstream can only read
 * from a file.
 */
final class AuthnSettings {
  /** RS256 is not to be used with less (RFC 7518, section 3.3). */
  private static final int LEAST_BITS = 2048;

  private static final String USER_KEYS = "KUMA_API_SERVER_AUTHN_TOKENS_VALIDATOR_PUBLIC_KEYS";
  private static final String PROXY_KEYS =
      "KUMA_DP_SERVER_AUTHN_DP_PROXY_DP_TOKEN_VALIDATOR_PUBLIC_KEYS";
  private static final String ZONE_KEYS =
      "KUMA_DP_SERVER_AUTHN_ZONE_PROXY_ZONE_TOKEN_VALIDATOR_PUBLIC_KEYS";

  private AuthnSettings() {}

  /** Refuses keys that cannot be used. */
  static void check(CpSettings settings) {
    settings.apiServer().authn().tokens().trust();
    settings
        .apiServer()
        .authn()
        .oidc()
        .tokens(settings.apiServer().authn().type(), Clock.systemUTC());
    settings.dpServer().authn().dpProxy().dpToken().trust();
    settings.dpServer().authn().zoneProxy().zoneToken().trust();
  }

  /** How callers of REST prove who they are. */
  public enum ApiAuthnType {
    TOKENS,
    @JsonProperty("adminClientCerts")
    ADMIN_CLIENT_CERTS
  }

  public record ApiAuthn(
      @Setting(env = "KUMA_API_SERVER_AUTHN_TYPE", value = "tokens") ApiAuthnType type,
      @Setting(env = "KUMA_API_SERVER_AUTHN_LOCALHOST_IS_ADMIN", value = "true")
          boolean localhostIsAdmin,
      ApiTokens tokens,
      OpenIdSettings oidc) {

    /** A first token that nobody would accept, or that nobody may sign, is not made. */
    boolean bootstraps() {
      return type == ApiAuthnType.TOKENS
          && tokens.bootstrapAdminToken
          && tokens.enableIssuer
          && tokens.validator.useSecrets;
    }

    UserTokens userTokens(ResourceReader reader, Clock clock, boolean volatileStore) {
      return new UserTokens(reader, clock, volatileStore, tokens.trust(), oidc.tokens(type, clock));
    }

    CallerProof proof() {
      return type == ApiAuthnType.TOKENS ? CallerProof.TOKEN : CallerProof.CLIENT_CERTIFICATE;
    }
  }

  /** Of users. */
  public record ApiTokens(
      @Setting(env = "KUMA_API_SERVER_AUTHN_TOKENS_BOOTSTRAP_ADMIN_TOKEN", value = "true")
          boolean bootstrapAdminToken,
      @Setting(env = "KUMA_API_SERVER_AUTHN_TOKENS_ENABLE_ISSUER", value = "true")
          boolean enableIssuer,
      ApiValidator validator) {

    TokenTrust trust() {
      return AuthnSettings.trust(
          enableIssuer, validator.useSecrets, USER_KEYS, validator.publicKeys);
    }
  }

  public record ApiValidator(
      @Setting(env = "KUMA_API_SERVER_AUTHN_TOKENS_VALIDATOR_USE_SECRETS", value = "true")
          boolean useSecrets,
      @Setting(env = USER_KEYS) List<PublicKey> publicKeys) {}

  /** Of proxies. */
  public record DpToken(
      @Setting(env = "KUMA_DP_SERVER_AUTHN_DP_PROXY_DP_TOKEN_ENABLE_ISSUER", value = "true")
          boolean enableIssuer,
      DpValidator validator) {

    TokenTrust trust() {
      return AuthnSettings.trust(
          enableIssuer, validator.useSecrets, PROXY_KEYS, validator.publicKeys);
    }
  }

  public record DpValidator(
      @Setting(env = "KUMA_DP_SERVER_AUTHN_DP_PROXY_DP_TOKEN_VALIDATOR_USE_SECRETS", value = "true")
          boolean useSecrets,
      @Setting(env = PROXY_KEYS) List<MeshedPublicKey> publicKeys) {}

  public record ZoneProxy(ZoneToken zoneToken) {}

  /** Of zone proxies. */
  public record ZoneToken(
      @Setting(env = "KUMA_DP_SERVER_AUTHN_ZONE_PROXY_ZONE_TOKEN_ENABLE_ISSUER", value = "true")
          boolean enableIssuer,
      ZoneValidator validator) {

    TokenTrust trust() {
      return AuthnSettings.trust(
          enableIssuer, validator.useSecrets, ZONE_KEYS, validator.publicKeys);
    }
  }

  public record ZoneValidator(
      @Setting(
              env = "KUMA_DP_SERVER_AUTHN_ZONE_PROXY_ZONE_TOKEN_VALIDATOR_USE_SECRETS",
              value = "true")
          boolean useSecrets,
      @Setting(env = ZONE_KEYS) List<PublicKey> publicKeys) {}

  /** A key that verifies, here or in a file. */
  sealed interface AnyPublicKey permits PublicKey, MeshedPublicKey {
    String kid();

    String key();

    String keyFile();

    default String mesh() {
      return "";
    }
  }

  public record PublicKey(String kid, String key, String keyFile) implements AnyPublicKey {}

  /** One of a mesh, or of all of them. */
  public record MeshedPublicKey(String kid, String mesh, String key, String keyFile)
      implements AnyPublicKey {}

  private static TokenTrust trust(
      boolean issuing, boolean secrets, String setting, List<? extends AnyPublicKey> keys) {
    TokenTrust.PublicKey[] trusted = new TokenTrust.PublicKey[keys.size()];
    for (int i = 0; i < trusted.length; i++) {
      AnyPublicKey key = keys.get(i);
      String where = setting + "[" + i + "]";
      if (key.kid().isEmpty()) {
        throw new BadSetting(where + ".kid is missing.");
      }
      trusted[i] = new TokenTrust.PublicKey(key.kid(), key.mesh(), read(key, where));
    }
    return new TokenTrust(issuing, secrets, List.of(trusted));
  }

  private static RSAPublicKey read(AnyPublicKey key, String where) {
    if (key.key().isEmpty() == key.keyFile().isEmpty()) {
      throw new BadSetting(where + " must have either key or keyFile.");
    }
    String field = where + (key.key().isEmpty() ? ".keyFile" : ".key");
    try {
      RSAPublicKey parsed =
          Pem.rsaPublicKey(
              key.key().isEmpty() ? Files.readString(Path.of(key.keyFile())) : key.key());
      if (parsed.getModulus().bitLength() < LEAST_BITS) {
        throw new IllegalArgumentException(
            "it has " + parsed.getModulus().bitLength() + " bits, and needs " + LEAST_BITS);
      }
      return parsed;
    } catch (IOException e) {
      throw new BadSetting(field + " cannot be read: " + e + ".");
    } catch (IllegalArgumentException e) {
      throw new BadSetting(field + " cannot be used: " + e.getMessage() + ".");
    }
  }
}
