package io.kuma.kumactl.command;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kuma.kumactl.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Signs tokens with a key that the control plane knows the public half of (contract 4.5). */
final class OfflineToken {
  private static final Duration SKEW = Duration.ofMinutes(5);

  private OfflineToken() {}

  static String sign(Path keyFile, String keyId, Map<String, Object> claims, Duration lifetime) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now.minus(SKEW)))
            .expirationTime(Date.from(now.plus(lifetime)));
    claims.forEach(all::claim);
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), all.build());
    try {
      token.sign(new RSASSASigner(Keys.privateKey(keyFile)));
    } catch (JOSEException e) {
      throw new Failure("the token cannot be signed: " + e.getMessage(), e);
    }
    return token.serialize();
  }
}
