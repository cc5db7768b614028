package io.kuma.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.token.OpenIdTokens.IdentityProvider;
import io.kuma.core.token.UserTokens.UserClaims;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of an OpenID Connect provider, whose keys a server of our own tells. */
class OpenIdTokensTest {
  private static final Instant NOW = TestControlPlane.NOW;
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String ISSUER = "https://id.example.org/realm";
  private static final IdentityProvider PROVIDER =
      new IdentityProvider(ISSUER, "kuma", "email", "groups");

  private final AtomicInteger fetches = new AtomicInteger();
  private final RSAKey first = rsa("first");
  private volatile byte[] answer = keys(first);
  private volatile int status = 200;

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks",
        exchange -> {
          fetches.incrementAndGet();
          byte[] body = answer;
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void saysWhoCallsAndKeepsTheKeys() throws Exception {
    UserTokens users = users();
    UserClaims jane = new UserClaims("jane@example.org", List.of("ops", "dev"));
    assertThat(users.verify(sign(first, claims().build()))).isEqualTo(jane);
    assertThat(users.verify(sign(first, claims().build()))).isEqualTo(jane);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void keepsTheKeysWhileTheProviderIsAway() throws Exception {
    UserTokens users = users();
    String token = sign(first, claims().build());
    users.verify(token);
    server.stop(0);
    assertThat(users.verify(token).name()).isEqualTo("jane@example.org");
  }

  @Test
  void followsNewKeys() throws Exception {
    UserTokens users = users();
    users.verify(sign(first, claims().build()));
    ECKey second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
    answer = keys(second);
    assertThat(users.verify(sign(second, claims().build())).name()).isEqualTo("jane@example.org");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void askingForUnknownKeysIsBounded() {
    UserTokens users = users();
    for (int i = 0; i < 20; i++) {
      String token = sign(rsa("unknown-" + i), claims().build());
      assertThatThrownBy(() -> users.verify(token)).isInstanceOf(TokenRefused.class);
    }
    assertThat(fetches.get()).isBetween(1, 3);
  }

  @Test
  void refusesWhatIsNotForItOrNotNow() {
    refused(claims().audience("other").build(), "JWT audience rejected: [other]");
    refused(claims().audience((String) null).build(), "JWT missing required audience");
    refused(claims().expirationTime(Date.from(NOW.minusSeconds(61))).build(), "Expired JWT");
    refused(claims().expirationTime(null).build(), "JWT missing required claims: [exp]");
    refused(claims().notBeforeTime(Date.from(NOW.plusSeconds(61))).build(), "JWT before use time");
    refused(claims().claim("email", null).build(), "JWT missing required claims: [email]");
  }

  @Test
  void refusesOtherSignatures() throws JOSEException {
    UserTokens users = users();
    assertThatThrownBy(() -> users.verify(sign(rsa("first"), claims().build())))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("Invalid signature");
    assertThatThrownBy(() -> users.verify(new PlainJWT(claims().build()).serialize()))
        .isInstanceOf(TokenRefused.class);
    // A key that everybody knows, taken for a shared secret.
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
    forged.sign(new MACSigner(first.toRSAPublicKey().getEncoded()));
    assertThatThrownBy(() -> users.verify(forged.serialize())).isInstanceOf(TokenRefused.class);
  }

  @Test
  void theControlPlanesOwnNamesAreNotForOthersToGive() throws Exception {
    assertThat(
            users()
                .verify(
                    sign(
                        first,
                        claims().claim("groups", List.of("mesh-system:admin", "ops")).build()))
                .groups())
        .containsExactly("ops");
    assertThatThrownBy(
            () -> users().verify(sign(first, claims().claim("email", UserTokens.ADMIN).build())))
        .hasMessage("the claim \"email\" must be a user's own name");
  }

  @Test
  void oneGroupMayBeATextAndNoneMayBeAbsent() throws Exception {
    assertThat(users().verify(sign(first, claims().claim("groups", "ops").build())).groups())
        .containsExactly("ops");
    assertThat(users().verify(sign(first, claims().claim("groups", null).build())).groups())
        .isEmpty();
  }

  @Test
  void keysThatCannotBeHadRefuse() {
    status = 500;
    unavailable();
    status = 200;
    answer = "nonsense".getBytes(StandardCharsets.UTF_8);
    unavailable();
    answer = new byte[2 << 20];
    unavailable();
    server.stop(0);
    unavailable();
  }

  @Test
  void keysOfAFileDo() throws Exception {
    UserTokens users =
        users(OpenIdTokens.knowing(PROVIDER, new JWKSet(first.toPublicJWK()), CLOCK));
    assertThat(users.verify(sign(first, claims().build())).name()).isEqualTo("jane@example.org");
    assertThat(fetches).hasValue(0);
  }

  @Test
  void otherTokensAreTheControlPlanesOwn() {
    assertThatThrownBy(() -> users().verify(sign(first, claims().issuer("https://x").build())))
        .hasMessage("there is no signing key with KID first");
    assertThat(fetches).hasValue(0);
  }

  private void unavailable() {
    assertThatThrownBy(() -> users().verify(sign(first, claims().build())))
        .isInstanceOf(TokenRefused.class)
        .hasMessage("the keys of " + ISSUER + " cannot be had at the moment");
  }

  private void refused(JWTClaimsSet claims, String message) {
    assertThatThrownBy(() -> users().verify(sign(first, claims)))
        .isInstanceOf(TokenRefused.class)
        .hasMessage("the token of " + ISSUER + " is refused: " + message);
  }

  private UserTokens users() {
    String url = "http://localhost:" + server.getAddress().getPort() + "/jwks";
    try {
      return users(OpenIdTokens.fetching(PROVIDER, URI.create(url).toURL(), CLOCK));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UserTokens users(OpenIdTokens openId) {
    return new UserTokens(
        TestControlPlane.standalone().manager(), CLOCK, false, TokenTrust.OWN, Optional.of(openId));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("kuma")
        .subject("7")
        .claim("email", "jane@example.org")
        .claim("groups", List.of("ops", "dev"))
        .expirationTime(Date.from(NOW.plus(Duration.ofHours(1))));
  }

  private static String sign(JWK key, JWTClaimsSet claims) {
    try {
      boolean rsa = key instanceof RSAKey;
      JWSSigner signer = rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey());
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                  .keyID(key.getKeyID())
                  .build(),
              claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] keys(JWK key) {
    return new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
  }
}
