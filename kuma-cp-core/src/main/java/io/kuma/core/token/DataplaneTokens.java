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
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues tokens of proxies and verifies them: JSON Web Tokens signed with RS256 (contract 4.5). */
public final class DataplaneTokens {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String VOLATILE =
      "kuma-cp runs with an in-memory database and its state isn't preserved between restarts. Keep"
          + " in mind that an in-memory database cannot be used with multiple instances of the"
          + " control plane";

  private final ResourceReader reader;
  private final SigningKeys keys;
  private final Clock clock;
  private final String unparseable;

  /** Tokens over the secrets that {@code reader} finds, in a store that outlives the process. */
  public DataplaneTokens(ResourceReader reader, Clock clock) {
    this(reader, clock, false);
  }

  /**
   * Tokens over the secrets that {@code reader} finds, such as {@link CachedSecrets}.
   *
   * @param volatileStore the store forgets everything with the process, and with it the keys of
   *     older tokens: refusals say so
   */
  public DataplaneTokens(ResourceReader reader, Clock clock, boolean volatileStore) {
    this.reader = reader;
    this.keys = new SigningKeys(reader);
    this.clock = clock;
    this.unparseable =
        volatileStore ? "could not parse token. " + VOLATILE + ": " : "could not parse token: ";
  }

  /**
   * Issues a token.
   *
   * @param validFor from now on; the caller has seen to it that it is positive
   * @throws NotFound if the mesh has no signing key
   */
  public String issue(DataplaneClaims claims, Duration validFor) {
    SigningKey key =
        keys.findNewest(claims.mesh())
            .orElseThrow(
                () ->
                    new NotFound(
                        CoreTypes.SECRET.key(
                            claims.mesh(), SigningKeys.dataplanePrefix(claims.mesh()) + "-1")));
    Instant now = clock.instant();
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .claim("Name", claims.name())
            .claim("Mesh", claims.mesh())
            .claim("Tags", lists(claims.tags()))
            .claim("Type", claims.type())
            .claim("Workload", claims.workload())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now.minus(SKEW)))
            .expirationTime(Date.from(now.plus(validFor)));
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(Integer.toString(key.serial()))
            .type(JOSEObjectType.JWT)
            .build();
    SignedJWT token = new SignedJWT(header, set.build());
    try {
      token.sign(new RSASSASigner(key.key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be signed", e);
    }
    return token.serialize();
  }

  /**
   * Verifies a token's signature, life and revocation.
   *
   * @param mesh that its bearer says it belongs to, whose keys are tried
   * @throws TokenRefused if it does not stand
   */
  public DataplaneClaims verify(String token, String mesh) throws TokenRefused {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      verifySignature(jwt, mesh);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      verifyLife(claims);
      verifyNotRevoked(claims, mesh);
      return new DataplaneClaims(
          text(claims, "Name"),
          text(claims, "Mesh"),
          tags(claims),
          text(claims, "Type"),
          text(claims, "Workload"));
    } catch (ParseException e) {
      throw new TokenRefused(unparseable + e.getMessage());
    }
  }

  private void verifySignature(SignedJWT jwt, String mesh) throws TokenRefused {
    // Never what the token asks for: an algorithm chosen by its bearer proves nothing.
    if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
      throw new TokenRefused(unparseable + "signing method is not RS256");
    }
    String kid = jwt.getHeader().getKeyID();
    if (kid == null || !kid.matches("\\d{1,9}")) {
      throw new TokenRefused(unparseable + "kid is missing or not a number");
    }
    int serial = Integer.parseInt(kid);
    SigningKey key =
        keys.find(mesh, serial).orElseThrow(() -> new TokenRefused(missingKey(mesh, serial)));
    try {
      if (!jwt.verify(new RSASSAVerifier(key.publicKey()))) {
        throw new TokenRefused(unparseable + "the signature is not valid");
      }
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

  private void verifyNotRevoked(JWTClaimsSet claims, String mesh) throws TokenRefused {
    String id = claims.getJWTID();
    boolean revoked =
        id != null
            && reader
                .find(
                    CoreTypes.GLOBAL_SECRET,
                    CoreTypes.GLOBAL_SECRET.key("", "dataplane-token-revocations-" + mesh))
                .map(secret -> new String(secret.spec().content(), StandardCharsets.UTF_8))
                .stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .anyMatch(id::equals);
    if (revoked) {
      throw new TokenRefused("token is revoked");
    }
  }

  /** How the contract says that a mesh cannot issue or verify. */
  public static String missingKey(String mesh, int serial) {
    return "there is no signing key with KID "
        + serial
        + ". Secret of name \""
        + SigningKeys.dataplanePrefix(mesh)
        + "-"
        + serial
        + "\" in mesh \""
        + mesh
        + "\" is not found. If signing key was rotated, regenerate the token";
  }

  private static Map<String, List<String>> lists(SortedMap<String, SortedSet<String>> tags) {
    Map<String, List<String>> lists = new TreeMap<>();
    tags.forEach((key, values) -> lists.put(key, new ArrayList<>(values)));
    return lists;
  }

  private static String text(JWTClaimsSet claims, String name) throws ParseException {
    @Nullable String text = claims.getStringClaim(name);
    return text == null ? "" : text;
  }

  private static SortedMap<String, SortedSet<String>> tags(JWTClaimsSet claims)
      throws ParseException {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    @Nullable Map<String, Object> map = claims.getJSONObjectClaim("Tags");
    if (map != null) {
      map.forEach(
          (key, values) -> {
            SortedSet<String> allowed = new TreeSet<>();
            if (values instanceof Collection<?> list) {
              list.forEach(value -> allowed.add(String.valueOf(value)));
            }
            tags.put(key, allowed);
          });
    }
    return tags;
  }
}
