package io.kuma.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.kuma.core.ca.KeyPairs;
import io.kuma.core.ca.Pem;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataplaneTokensTest {
  private static final Instant NOW = TestControlPlane.NOW;
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestControlPlane controlPlane = TestControlPlane.standalone();
  private final ResourceManager manager = controlPlane.manager();
  private final DataplaneTokens tokens = tokens(NOW);

  @BeforeEach
  void createMesh() {
    controlPlane.createMesh("m");
  }

  @Test
  void verifiesWhatItIssued() throws TokenRefused {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    tags.put("kuma.io/service", new TreeSet<>(List.of("b", "a")));
    DataplaneClaims claims = new DataplaneClaims("d", "m", tags, "dataplane", "w");

    assertThat(tokens.verify(tokens.issue(claims, HOUR), "m")).isEqualTo(claims);
  }

  @Test
  void writesTheClaimsOfTheContract() throws ParseException {
    SignedJWT token = SignedJWT.parse(tokens.issue(claims("m"), HOUR));

    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(token.getHeader().getKeyID()).isEqualTo("1");
    JWTClaimsSet set = token.getJWTClaimsSet();
    assertThat(set.getClaims())
        .containsKeys("Name", "Mesh", "Tags", "Type", "Workload", "jti", "iat", "nbf", "exp");
    assertThat(set.getIssueTime()).isEqualTo(NOW);
    assertThat(set.getExpirationTime()).isEqualTo(NOW.plus(HOUR));
    assertThat(set.getNotBeforeTime()).isBefore(NOW);
  }

  @Test
  void refusesAfterTheEndAndBeforeTheBeginning() throws TokenRefused {
    String token = tokens.issue(claims("m"), HOUR);

    assertThat(tokens(NOW.plus(HOUR).minusSeconds(1)).verify(token, "m").mesh()).isEqualTo("m");
    refused(tokens(NOW.plus(HOUR)), token, "m", "could not parse token: token is expired");
    refused(tokens(NOW.minus(HOUR)), token, "m", "could not parse token: token is not valid yet");
  }

  @Test
  void refusesATokenOfAnotherMesh() {
    controlPlane.createMesh("other");

    refused(
        tokens,
        tokens.issue(claims("other"), HOUR),
        "m",
        "could not parse token: the signature is not valid");
  }

  @Test
  void refusesWhatIsNoToken() {
    for (String text : new String[] {"", "x", "a.b.c", "..", "\u0000"}) {
      assertThatThrownBy(() -> tokens.verify(text, "m"))
          .as(text)
          .isInstanceOf(TokenRefused.class)
          .hasMessageStartingWith("could not parse token: ");
    }
  }

  @Test
  void saysThatAStoreInMemoryForgetsKeys() {
    DataplaneTokens inMemory =
        new DataplaneTokens(manager, Clock.fixed(NOW, ZoneOffset.UTC), true, TokenTrust.OWN);

    assertThatThrownBy(() -> inMemory.verify("", "m"))
        .hasMessageStartingWith(
            "could not parse token. kuma-cp runs with an in-memory database and its state isn't"
                + " preserved between restarts. Keep in mind that an in-memory database cannot be"
                + " used with multiple instances of the control plane: ");
  }

  @Test
  void refusesATokenThatWasChanged() {
    String[] parts = tokens.issue(claims("m"), HOUR).split("\\.", -1);
    String[] other = tokens.issue(claims("m"), HOUR.plusSeconds(1)).split("\\.", -1);

    refused(
        tokens,
        parts[0] + "." + other[1] + "." + parts[2],
        "m",
        "could not parse token: the signature is not valid");
  }

  @Test
  void refusesAlgorithmsThatTheBearerChose() throws JOSEException {
    JWTClaimsSet set = new JWTClaimsSet.Builder().claim("Mesh", "m").build();
    byte[] publicKey =
        manager
            .find(CoreTypes.SECRET, CoreTypes.SECRET.key("m", "dataplane-token-signing-key-m-1"))
            .orElseThrow()
            .spec()
            .content();
    SignedJWT symmetric =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("1").build(), set);
    symmetric.sign(new MACSigner(publicKey));

    assertThatThrownBy(() -> tokens.verify(symmetric.serialize(), "m"))
        .isInstanceOf(TokenRefused.class);
    assertThatThrownBy(() -> tokens.verify(new PlainJWT(set).serialize(), "m"))
        .isInstanceOf(TokenRefused.class);
  }

  @Test
  void signsWithTheNewestKeyAndVerifiesWithEveryStoredOne() throws TokenRefused, ParseException {
    String old = tokens.issue(claims("m"), HOUR);
    for (int serial : new int[] {2, 10}) {
      byte[] key =
          Pem.of(KeyPairs.rsa(new SecureRandom()).getPrivate()).getBytes(StandardCharsets.UTF_8);
      manager.create(
          CoreTypes.SECRET,
          Resource.of(
              CoreTypes.SECRET.key("m", "dataplane-token-signing-key-m-" + serial),
              Secret.of(key)));
    }

    String young = tokens.issue(claims("m"), HOUR);
    assertThat(SignedJWT.parse(young).getHeader().getKeyID()).isEqualTo("10");
    assertThat(tokens.verify(young, "m")).isEqualTo(claims("m"));
    assertThat(tokens.verify(old, "m")).isEqualTo(claims("m"));

    manager.delete(CoreTypes.SECRET, CoreTypes.SECRET.key("m", "dataplane-token-signing-key-m-1"));
    refused(
        tokens,
        old,
        "m",
        "there is no signing key with KID 1. Secret of name \"dataplane-token-signing-key-m-1\" in"
            + " mesh \"m\" is not found. If signing key was rotated, regenerate the token");
  }

  @Test
  void cannotIssueWithoutAKey() {
    assertThatThrownBy(() -> tokens.issue(claims("nowhere"), HOUR)).isInstanceOf(NotFound.class);
  }

  @Test
  void refusesWhatIsRevoked() throws TokenRefused, ParseException {
    String revoked = tokens.issue(claims("m"), HOUR);
    String other = tokens.issue(claims("m"), HOUR);
    revoke("unknown," + SignedJWT.parse(revoked).getJWTClaimsSet().getJWTID() + "\n");

    refused(tokens, revoked, "m", "token is revoked");
    assertThat(tokens.verify(other, "m")).isEqualTo(claims("m"));
  }

  @Test
  void forgetsCachedSecretsWhenTheyChange() throws TokenRefused, ParseException {
    try (CachedSecrets cached = new CachedSecrets(manager, controlPlane.changes())) {
      DataplaneTokens caching =
          new DataplaneTokens(cached, Clock.fixed(NOW, ZoneOffset.UTC), false, TokenTrust.OWN);
      String token = caching.issue(claims("m"), HOUR);
      assertThat(caching.verify(token, "m")).isEqualTo(claims("m"));

      revoke(SignedJWT.parse(token).getJWTClaimsSet().getJWTID());

      refused(caching, token, "m", "token is revoked");
      manager.delete(CoreTypes.MESH, CoreTypes.MESH.key("", "m"));
      assertThatThrownBy(() -> caching.verify(token, "m"))
          .hasMessageStartingWith("there is no signing key with KID 1.");
    }
  }

  private void revoke(String list) {
    manager.create(
        CoreTypes.GLOBAL_SECRET,
        Resource.of(
            CoreTypes.GLOBAL_SECRET.key("", "dataplane-token-revocations-m"),
            GlobalSecret.of(list.getBytes(StandardCharsets.UTF_8))));
  }

  private static void refused(DataplaneTokens tokens, String token, String mesh, String message) {
    assertThatThrownBy(() -> tokens.verify(token, mesh))
        .isInstanceOf(TokenRefused.class)
        .hasMessage(message);
  }

  private DataplaneTokens tokens(Instant now) {
    return new DataplaneTokens(manager, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static DataplaneClaims claims(String mesh) {
    return new DataplaneClaims("", mesh, new TreeMap<>(), "", "");
  }
}
