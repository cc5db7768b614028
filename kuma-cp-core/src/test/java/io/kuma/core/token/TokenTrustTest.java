package io.kuma.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kuma.core.ca.KeyPairs;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.token.TokenTrust.PublicKey;
import io.kuma.core.token.UserTokens.UserClaims;
import io.kuma.core.token.ZoneTokens.ZoneClaims;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tokens that were signed elsewhere, by keys whose public halves are known. */
class TokenTrustTest {
  private static final Clock CLOCK = Clock.fixed(TestControlPlane.NOW, ZoneOffset.UTC);
  private static final KeyPair OFFLINE = KeyPairs.rsa(new SecureRandom());
  private static final KeyPair OTHER = KeyPairs.rsa(new SecureRandom());

  private final ResourceManager manager = TestControlPlane.standalone().manager();

  @Test
  void acceptsWhatAKnownKeySignedUnderAnyName() throws Exception {
    assertThat(users(true, true, key("ops-2026", "", OFFLINE)).verify(userToken("ops-2026")))
        .isEqualTo(new UserClaims("jane", List.of("ops")));
  }

  @Test
  void refusesAnotherKeyOfThatNameAndANameThatNobodyKnows() throws Exception {
    UserTokens users = users(true, true, key("a", "", OTHER));
    refused(users, userToken("a"), "could not parse token: the signature is not valid");
    refused(users, userToken("b"), "there is no signing key with KID b");
  }

  @Test
  void aKeyOfSettingsDoesNotHideASecretOfTheSameName() throws Exception {
    makeKeys();
    UserTokens users = users(true, true, key("1", "", OFFLINE));
    UserClaims joe = new UserClaims("joe", List.of());
    assertThat(users.verify(users.issue(joe, Duration.ofHours(1)))).isEqualTo(joe);
    assertThat(users.verify(userToken("1")).name()).isEqualTo("jane");
  }

  @Test
  void secretsCountOnlyIfTheyAreToCount() throws Exception {
    makeKeys();
    UserTokens users = users(true, false, key("2", "", OFFLINE));
    String own = users.issue(new UserClaims("joe", List.of()), Duration.ofHours(1));
    refused(users, own, "there is no signing key with KID 1");
    assertThat(users.verify(userToken("2")).name()).isEqualTo("jane");
  }

  @Test
  void whatWasSignedElsewhereCanBeRevokedAndEnds() throws Exception {
    UserTokens users = users(true, true, key("1", "", OFFLINE));
    manager.create(
        CoreTypes.GLOBAL_SECRET,
        Resource.of(
            CoreTypes.GLOBAL_SECRET.key("", "user-token-revocations"),
            GlobalSecret.of("id-1".getBytes(StandardCharsets.UTF_8))));
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().claim("Name", "jane");
    refused(users, sign("1", claims.jwtID("id-1")), "token is revoked");
    refused(
        users,
        sign("1", claims.jwtID("id-2").expirationTime(Date.from(TestControlPlane.NOW))),
        "could not parse token: token is expired");
  }

  @Test
  void anIssuerThatIsOffSignsNothingAndVerifiesOn() throws Exception {
    makeKeys();
    UserTokens users = users(false, true, key("2", "", OFFLINE));
    assertThatThrownBy(() -> users.issue(new UserClaims("x", List.of()), Duration.ofHours(1)))
        .isInstanceOf(IssuerDisabled.class);
    assertThat(users.verify(userToken("2")).name()).isEqualTo("jane");
  }

  @Test
  void aKeyOfAMeshVerifiesForThatMeshAlone() throws Exception {
    DataplaneTokens proxies = proxies(key("k", "m", OFFLINE));
    String token = sign("k", new JWTClaimsSet.Builder().claim("Name", "web"));
    assertThat(proxies.verify(token, "m"))
        .isEqualTo(new DataplaneClaims("web", "", new TreeMap<>(), "", ""));
    assertThatThrownBy(() -> proxies.verify(token, "other"))
        .isInstanceOf(TokenRefused.class)
        .hasMessage("there is no signing key with KID k");
  }

  @Test
  void aKeyWithoutAMeshVerifiesForAll() throws Exception {
    DataplaneTokens proxies = proxies(key("k", "", OFFLINE));
    String token = sign("k", new JWTClaimsSet.Builder().claim("Name", "web"));
    assertThat(proxies.verify(token, "m").name()).isEqualTo("web");
    assertThat(proxies.verify(token, "other").name()).isEqualTo("web");
  }

  @Test
  void zoneTokensToo() throws Exception {
    ZoneTokens zones =
        new ZoneTokens(
            manager, CLOCK, false, new TokenTrust(true, true, List.of(key("z", "", OFFLINE))));
    assertThat(
            zones.verify(
                sign(
                    "z",
                    new JWTClaimsSet.Builder()
                        .claim("Zone", "east")
                        .claim("Scope", List.of("egress")))))
        .isEqualTo(new ZoneClaims("east", List.of("egress")));
  }

  private DataplaneTokens proxies(PublicKey key) {
    return new DataplaneTokens(manager, CLOCK, false, new TokenTrust(true, true, List.of(key)));
  }

  private UserTokens users(boolean issuing, boolean secrets, PublicKey... keys) {
    return new UserTokens(manager, CLOCK, false, new TokenTrust(issuing, secrets, List.of(keys)));
  }

  private static PublicKey key(String kid, String mesh, KeyPair pair) {
    return new PublicKey(kid, mesh, (RSAPublicKey) pair.getPublic());
  }

  private static String userToken(String kid) throws JOSEException {
    return sign(
        kid, new JWTClaimsSet.Builder().claim("Name", "jane").claim("Groups", List.of("ops")));
  }

  private static String sign(String kid, JWTClaimsSet.Builder claims) throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(), claims.build());
    token.sign(new RSASSASigner(OFFLINE.getPrivate()));
    return token.serialize();
  }

  private static void refused(UserTokens users, String token, String message) {
    assertThatThrownBy(() -> users.verify(token))
        .isInstanceOf(TokenRefused.class)
        .hasMessage(message);
  }

  private void makeKeys() {
    new Essentials(manager)
        .ensure(
            CoreRules.essentials(
                ControlPlane.standalone("default"), CLOCK, new SecureRandom(), true, true));
  }
}
