package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kuma.core.access.AccessLists;
import io.kuma.core.access.Action;
import io.kuma.core.access.Permitted;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.token.OpenIdTokens;
import io.kuma.core.token.OpenIdTokens.IdentityProvider;
import io.kuma.core.token.TokenTrust;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Users of an OpenID Connect provider are who it says, and may do what lists say of their groups.
 */
class OpenIdTest {
  private static final String ISSUER = "https://id.example.org";

  @Test
  void groupsOfTheProviderAreOnLists() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    OpenIdTokens openId =
        OpenIdTokens.knowing(
            new IdentityProvider(ISSUER, "kuma", "sub", "groups"),
            new JWKSet(key.toPublicJWK()),
            Clock.systemUTC());
    Map<Action, Permitted> lists = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      lists.put(action, new Permitted(List.of(), List.of("ops")));
    }
    try (TestServer server =
        new TestServer(
            ControlPlane.standalone("default"),
            new AccessLists(lists),
            TokenTrust.OWN,
            Optional.of(openId))) {
      assertThat(as(server, "/who-am-i", token(key, "kuma", "ops")).body())
          .contains("\"jane\"", "\"ops\"", "\"mesh-system:authenticated\"");
      assertThat(as(server, "/secrets", token(key, "kuma", "ops")).statusCode()).isEqualTo(200);
      assertThat(as(server, "/secrets", token(key, "kuma", "dev")).statusCode()).isEqualTo(403);
      HttpResponse<String> refused = as(server, "/meshes", token(key, "other", "ops"));
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body())
          .contains("Invalid authentication data", ISSUER, "JWT audience rejected");
    }
  }

  private static HttpResponse<String> as(TestServer server, String path, String token) {
    return server.get(path, "X-Forwarded-For", "192.0.2.9", "Authorization", "Bearer " + token);
  }

  private static String token(RSAKey key, String audience, String group) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(audience)
                .subject("jane")
                .claim("groups", List.of(group))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
