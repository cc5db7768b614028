package io.kuma.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.token.UserTokens.UserClaims;
import io.kuma.core.token.ZoneTokens.ZoneClaims;
import io.kuma.model.Failure.NotFound;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens that belong to no mesh: of users and of zone proxies. */
class UserTokensTest {
  private static final Clock CLOCK = Clock.fixed(TestControlPlane.NOW, ZoneOffset.UTC);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final UserClaims JANE = new UserClaims("jane", List.of("team-a", "team-b"));

  private final ResourceManager manager = TestControlPlane.standalone().manager();
  private final UserTokens users = new UserTokens(manager, CLOCK, false, TokenTrust.OWN);
  private final ZoneTokens zones = new ZoneTokens(manager, CLOCK, false, TokenTrust.OWN);

  @Test
  void saysWhomItStandsFor() throws TokenRefused {
    makeKeys();
    assertThat(users.verify(users.issue(JANE, HOUR))).isEqualTo(JANE);
  }

  @Test
  void aZoneTokenSaysZoneAndScope() throws TokenRefused {
    makeKeys();
    ZoneClaims claims = new ZoneClaims("east", List.of("egress"));
    assertThat(zones.verify(zones.issue(claims, HOUR))).isEqualTo(claims);
  }

  @Test
  void oneKindDoesNotPassForTheOther() {
    makeKeys();
    String zoneToken = zones.issue(new ZoneClaims("east", List.of()), HOUR);
    assertThatThrownBy(() -> users.verify(zoneToken))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("signature");
  }

  @Test
  void isRefusedWhenItIsOver() {
    makeKeys();
    String token = users.issue(JANE, HOUR);
    UserTokens later = new UserTokens(manager, Clock.offset(CLOCK, HOUR), false, TokenTrust.OWN);
    assertThatThrownBy(() -> later.verify(token)).hasMessageContaining("expired");
  }

  @Test
  void isRefusedWhenItIsRevoked() throws ParseException {
    makeKeys();
    String token = users.issue(JANE, HOUR);
    String id = SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
    manager.create(
        CoreTypes.GLOBAL_SECRET,
        Resource.of(
            CoreTypes.GLOBAL_SECRET.key("", "user-token-revocations"),
            GlobalSecret.of(("other, " + id).getBytes(StandardCharsets.UTF_8))));
    assertThatThrownBy(() -> users.verify(token)).hasMessageContaining("revoked");
  }

  @Test
  void needsAKey() {
    assertThatThrownBy(() -> users.issue(JANE, HOUR)).isInstanceOf(NotFound.class);
    assertThat(UserTokens.missingKey())
        .isEqualTo(
            "there is no signing key with KID 1. GlobalSecret of name \"user-token-signing-key-1\""
                + " is not found. If signing key was rotated, regenerate the token");
  }

  @Test
  void theFirstTokenIsAnAdministrators() throws TokenRefused {
    makeKeys();
    new Essentials(manager).ensure(List.of(UserTokens.bootstrap(manager, CLOCK)));
    byte[] token =
        manager
            .find(CoreTypes.GLOBAL_SECRET, CoreTypes.GLOBAL_SECRET.key("", "admin-user-token"))
            .orElseThrow()
            .spec()
            .content();
    assertThat(users.verify(new String(token, StandardCharsets.US_ASCII)))
        .isEqualTo(new UserClaims("mesh-system:admin", List.of("mesh-system:admin")));
  }

  private void makeKeys() {
    new Essentials(manager)
        .ensure(
            CoreRules.essentials(
                ControlPlane.standalone("default"), CLOCK, new SecureRandom(), true, true));
  }
}
