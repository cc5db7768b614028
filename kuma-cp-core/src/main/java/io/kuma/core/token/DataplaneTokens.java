package io.kuma.core.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.kuma.core.manager.ResourceReader;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Issues tokens of proxies and verifies them (contract 4.5). */
public final class DataplaneTokens {
  /** Begins the name of the secret that lists a mesh's revoked tokens; its mesh follows. */
  static final String REVOCATIONS = "dataplane-token-revocations-";

  private final SignedTokens tokens;

  /** Tokens over the secrets that {@code reader} finds, in a store that outlives the process. */
  public DataplaneTokens(ResourceReader reader, Clock clock) {
    this(reader, clock, false, TokenTrust.OWN);
  }

  /**
   * Tokens over the secrets that {@code reader} finds, such as {@link CachedSecrets}.
   *
   * @param volatileStore the store forgets everything with the process, and with it the keys of
   *     older tokens: refusals say so
   * @param trust whose tokens count
   */
  public DataplaneTokens(
      ResourceReader reader, Clock clock, boolean volatileStore, TokenTrust trust) {
    tokens = new SignedTokens(reader, clock, volatileStore, trust);
  }

  /**
   * Issues a token.
   *
   * @param validFor from now on; the caller has seen to it that it is positive
   * @throws NotFound if the mesh has no signing key
   * @throws IssuerDisabled if such tokens are signed elsewhere
   */
  public String issue(DataplaneClaims claims, Duration validFor) {
    return tokens.issue(
        KeyRing.dataplanes(claims.mesh()),
        new JWTClaimsSet.Builder()
            .claim("Name", claims.name())
            .claim("Mesh", claims.mesh())
            .claim("Tags", lists(claims.tags()))
            .claim("Type", claims.type())
            .claim("Workload", claims.workload()),
        validFor);
  }

  /**
   * Verifies a token's signature, life and revocation.
   *
   * @param mesh that its bearer says it belongs to, whose keys are tried
   * @throws TokenRefused if it does not stand
   */
  public DataplaneClaims verify(String token, String mesh) throws TokenRefused {
    return tokens.verify(
        token,
        KeyRing.dataplanes(mesh),
        claims ->
            new DataplaneClaims(
                SignedTokens.text(claims, "Name"),
                SignedTokens.text(claims, "Mesh"),
                tags(claims),
                SignedTokens.text(claims, "Type"),
                SignedTokens.text(claims, "Workload")));
  }

  /** The mesh whose tokens may not stand any more when this secret changes; empty if none's. */
  public static Optional<String> meshOf(ResourceKey secret) {
    if (secret.type().equals(CoreTypes.GLOBAL_SECRET.name())
        && secret.name().startsWith(REVOCATIONS)) {
      return Optional.of(secret.name().substring(REVOCATIONS.length()));
    }
    return secret.type().equals(CoreTypes.SECRET.name())
            && secret.name().startsWith(SigningKeys.dataplanePrefix(secret.mesh()))
        ? Optional.of(secret.mesh())
        : Optional.empty();
  }

  /** How the contract says that a mesh cannot issue. */
  public static String missingKey(String mesh) {
    return KeyRing.dataplanes(mesh).missing(SigningKeys.FIRST_SERIAL);
  }

  private static Map<String, List<String>> lists(SortedMap<String, SortedSet<String>> tags) {
    Map<String, List<String>> lists = new TreeMap<>();
    tags.forEach((key, values) -> lists.put(key, new ArrayList<>(values)));
    return lists;
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
