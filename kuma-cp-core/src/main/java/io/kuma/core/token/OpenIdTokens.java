package io.kuma.core.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.kuma.core.token.UserTokens.UserClaims;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies tokens of users that an OpenID Connect provider has issued (OpenID Connect Core 1.0, RFC
 * 9068). Names that begin with {@code mesh-system:} are the control plane's own, which nobody else
 * gives.
 */
public final class OpenIdTokens {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdTokens.class);

  private static final String RESERVED = "mesh-system:";

  /** Those with which nobody can sign who can only verify. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration FETCH = Duration.ofSeconds(2);
  private static final int LARGEST_BYTES = 1 << 20;

  /** Callers wait for a fetch of another, and no longer. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private static final Duration FRESH = Duration.ofMinutes(5);

  /** While the provider is away, so that people can go on. */
  private static final Duration STALE = Duration.ofHours(4);

  private static final Duration QUIET = Duration.ofMinutes(1);

  private final AtomicLong warned = new AtomicLong();
  private final String issuer;
  private final String userClaim;
  private final String groupsClaim;
  private final DefaultJWTProcessor<SecurityContext> processor;

  /**
   * Whose tokens count, and what they say.
   *
   * @param issuer the claim {@code iss}, exactly
   * @param audience one of the claim {@code aud}
   * @param userClaim says who calls
   * @param groupsClaim a list of texts, or a text; it may be absent
   */
  public record IdentityProvider(
      String issuer, String audience, String userClaim, String groupsClaim) {}

  private OpenIdTokens(IdentityProvider provider, JWKSource<SecurityContext> keys, Clock clock) {
    issuer = provider.issuer();
    userClaim = provider.userClaim();
    groupsClaim = provider.groupsClaim();
    processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            provider.audience(),
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of(userClaim, "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  /**
   * Over keys that are fetched when they are needed, kept for minutes, and for hours while they
   * cannot be fetched. A key that nobody knows is asked for twice in half a minute at most.
   */
  public static OpenIdTokens fetching(IdentityProvider provider, URL keys, Clock clock) {
    int millis = Math.toIntExact(FETCH.toMillis());
    return new OpenIdTokens(
        provider,
        JWKSourceBuilder.<SecurityContext>create(
                keys, new DefaultResourceRetriever(millis, millis, LARGEST_BYTES))
            .cache(FRESH.toMillis(), WAIT.toMillis())
            .refreshAheadCache(false)
            .outageTolerant(STALE.toMillis())
            .build(),
        clock);
  }

  /** Over keys that do not change. */
  public static OpenIdTokens knowing(IdentityProvider provider, JWKSet keys, Clock clock) {
    return new OpenIdTokens(provider, new ImmutableJWKSet<>(keys), clock);
  }

  /** Whether a token says that it comes from here; whether that is true, is another question. */
  boolean claims(String token) {
    try {
      return issuer.equals(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
    } catch (ParseException e) {
      return false;
    }
  }

  /**
   * Verifies a token's signature, issuer, audience and life.
   *
   * @throws TokenRefused if it does not stand, or the keys cannot be had
   */
  UserClaims verify(String token) throws TokenRefused {
    try {
      JWTClaimsSet claims = processor.process(SignedJWT.parse(token), null);
      String name = claims.getStringClaim(userClaim);
      if (name == null || name.isEmpty() || name.startsWith(RESERVED)) {
        throw new TokenRefused("the claim \"" + userClaim + "\" must be a user's own name");
      }
      return new UserClaims(name, groups(claims.getClaim(groupsClaim)));
    } catch (ParseException | BadJOSEException e) {
      throw new TokenRefused("the token of " + issuer + " is refused: " + e.getMessage());
    } catch (JOSEException e) {
      warn(e);
      throw new TokenRefused("the keys of " + issuer + " cannot be had at the moment");
    }
  }

  /** Once in a while: callers can make this happen as often as they like. */
  private void warn(JOSEException why) {
    long now = System.currentTimeMillis();
    long last = warned.get();
    if (now - last > QUIET.toMillis() && warned.compareAndSet(last, now)) {
      LOG.warn("The keys of {} cannot be had: {}", issuer, why.toString());
    }
  }

  private static List<String> groups(@Nullable Object claim) {
    Collection<?> all =
        claim instanceof Collection<?> list ? list : claim == null ? List.of() : List.of(claim);
    return all.stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(group -> !group.isEmpty() && !group.startsWith(RESERVED))
        .toList();
  }
}
