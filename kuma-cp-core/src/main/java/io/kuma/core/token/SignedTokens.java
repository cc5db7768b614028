package io.kuma.core.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.token.SigningKeys.SigningKey;
import io.kuma.model.Failure.NotFound;
import io.kuma.resource.CoreTypes;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens signed with RS256 by the keys of a {@link KeyRing} (contract 4.5). What they say
 * is the business of {@link DataplaneTokens}, {@link ZoneTokens} and {@link UserTokens}.
 */
final class SignedTokens {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String VOLATILE =
      "kuma-cp runs with an in-memory database and its state isn't preserved between restarts. Keep"
          + " in mind that an in-memory database cannot be used with multiple instances of the"
          + " control plane";

  private final ResourceReader reader;
  private final SigningKeys keys;
  private final Clock clock;
  private final TokenTrust trust;
  private final String unparseable;

  /**
   * @param volatileStore the store forgets everything with the process, and with it the keys of
   *     older tokens: refusals say so
   */
  SignedTokens(ResourceReader reader, Clock clock, boolean volatileStore, TokenTrust trust) {
    this.reader = reader;
    this.keys = new SigningKeys(reader);
    this.clock = clock;
    this.trust = trust;
    this.unparseable =
        volatileStore ? "could not parse token. " + VOLATILE + ": " : "could not parse token: ";
  }

  /**
   * Signs claims.
   *
   * @param claims identifier and times are added
   * @param validFor from now on; the caller has seen to it that it is positive
   * @throws NotFound if there is no signing key
   * @throws IssuerDisabled if such tokens are signed elsewhere
   */
  String issue(KeyRing ring, JWTClaimsSet.Builder claims, Duration validFor) {
    if (!trust.issuing()) {
      throw new IssuerDisabled();
    }
    SigningKey key =
        keys.findNewest(ring).orElseThrow(() -> new NotFound(ring.key(SigningKeys.FIRST_SERIAL)));
    Instant now = clock.instant();
    claims
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now.minus(SKEW)))
        .expirationTime(Date.from(now.plus(validFor)));
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(Integer.toString(key.serial()))
            .type(JOSEObjectType.JWT)
            .build();
    SignedJWT token = new SignedJWT(header, claims.build());
    try {
      token.sign(new RSASSASigner(key.key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be signed", e);
    }
    return token.serialize();
  }

  /** Reads what a token says. */
  @FunctionalInterface
  interface Reading<T> {
    T of(JWTClaimsSet claims) throws ParseException;
  }

  /**
   * Verifies a token's signature, life and revocation, and reads it.
   *
   * @throws TokenRefused if it does not stand
   */
  <T> T verify(String token, KeyRing ring, Reading<T> reading) throws TokenRefused {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      verifySignature(jwt, ring);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      verifyLife(claims);
      verifyNotRevoked(claims, ring);
      return reading.of(claims);
    } catch (ParseException e) {
      throw new TokenRefused(unparseable + e.getMessage());
    }
  }

  private void verifySignature(SignedJWT jwt, KeyRing ring) throws TokenRefused {
    // Never what the token asks for: an algorithm chosen by its bearer proves nothing.
    if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
      throw new TokenRefused(unparseable + "signing method is not RS256");
    }
    String kid = jwt.getHeader().getKeyID();
    if (kid == null) {
      throw new TokenRefused(unparseable + "kid is missing");
    }
    for (RSAPublicKey key : trustedKeys(kid, ring)) {
      if (isSignedBy(key, jwt)) {
        return;
      }
    }
    throw new TokenRefused(unparseable + "the signature is not valid");
  }

  /** A setting and a secret may give a key the same name; each of them was meant to count. */
  private List<RSAPublicKey> trustedKeys(String kid, KeyRing ring) throws TokenRefused {
    List<RSAPublicKey> trusted = new ArrayList<>(trust.find(ring.mesh(), kid));
    boolean inSecret = trust.secrets() && kid.matches("\\d{1,9}");
    if (inSecret) {
      keys.find(ring, Integer.parseInt(kid)).map(SigningKey::publicKey).ifPresent(trusted::add);
    }
    if (trusted.isEmpty()) {
      throw new TokenRefused(
          inSecret
              ? ring.missing(Integer.parseInt(kid))
              : "there is no signing key with KID " + kid);
    }
    return trusted;
  }

  private boolean isSignedBy(RSAPublicKey key, SignedJWT jwt) throws TokenRefused {
    try {
      return jwt.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      throw new TokenRefused(unparseable + "the signature cannot be verified");
    }
  }

  private void verifyLife(JWTClaimsSet claims) throws TokenRefused {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (expires != null && !now.isBefore(expires.toInstant())) {
      throw new TokenRefused(unparseable + "token is expired");
    }
    Date from = claims.getNotBeforeTime();
    if (from != null && now.isBefore(from.toInstant())) {
      throw new TokenRefused(unparseable + "token is not valid yet");
    }
  }

  private void verifyNotRevoked(JWTClaimsSet claims, KeyRing ring) throws TokenRefused {
    String id = claims.getJWTID();
    boolean revoked =
        id != null
            && reader
                .find(CoreTypes.GLOBAL_SECRET, ring.revocations())
                .map(secret -> new String(secret.spec().content(), StandardCharsets.UTF_8))
                .stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .anyMatch(id::equals);
    if (revoked) {
      throw new TokenRefused("token is revoked");
    }
  }

  /** Empty if the token does not say it. */
  static String text(JWTClaimsSet claims, String name) throws ParseException {
    @Nullable String text = claims.getStringClaim(name);
    return text == null ? "" : text;
  }

  /** Empty if the token does not say it. */
  static List<String> texts(JWTClaimsSet claims, String name) throws ParseException {
    @Nullable List<String> texts = claims.getStringListClaim(name);
    return texts == null ? List.of() : texts;
  }
}
