package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenID Connect is off until somebody says whose tokens count, and for whom they must be. */
class OpenIdSettingsTest {
  private static final String PREFIX = "KUMA_API_SERVER_AUTHN_OIDC_";

  @Test
  void isOffUnlessThereIsAnIssuer() {
    assertThat(isOn(Map.of())).isFalse();
  }

  @Test
  void keysComeFromAUrlOrAFile(@TempDir Path directory) throws IOException, JOSEException {
    JWKSet keys = new JWKSet(new RSAKeyGenerator(2048).keyID("k").generate().toPublicJWK());
    Path file = Files.writeString(directory.resolve("jwks.json"), keys.toString());
    Map<String, String> provider = Map.of("ISSUER", "https://id", "AUDIENCE", "kuma");
    assertThat(isOn(and(provider, "JWKS_FILE", file.toString()))).isTrue();
    assertThat(isOn(and(provider, "JWKS_URL", "https://id/jwks"))).isTrue();
    assertThat(isOn(and(provider, "JWKS_URL", "http://localhost:8080/jwks"))).isTrue();

    refused(provider, "Set either " + PREFIX + "JWKS_URL or " + PREFIX + "JWKS_FILE.");
    refused(and(provider, "JWKS_FILE", "/none.json"), PREFIX + "JWKS_FILE: /none.json cannot be");
    Files.writeString(file, "{\"keys\": []}");
    refused(
        and(provider, "JWKS_FILE", file.toString()),
        PREFIX + "JWKS_FILE: " + file + " has no keys.");
  }

  @ParameterizedTest
  @CsvSource({"http://id.example.org/jwks", "file:///etc/keys", "https:"})
  void keysAreNotFetchedFromWhereAnybodyCouldAnswer(String url) {
    refused(
        Map.of("ISSUER", "https://id", "AUDIENCE", "kuma", "JWKS_URL", url),
        PREFIX + "JWKS_URL is \"" + url + "\", ");
  }

  @Test
  void refusesHalfAProvider() {
    refused(Map.of("AUDIENCE", "kuma"), PREFIX + "ISSUER is missing");
    refused(Map.of("ISSUER", "https://id"), PREFIX + "AUDIENCE is missing");
  }

  private static Map<String, String> and(Map<String, String> settings, String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return more;
  }

  private static boolean isOn(Map<String, String> settings) {
    CpSettings read =
        CpSettings.read(
            name ->
                Optional.of(name)
                    .filter(known -> known.startsWith(PREFIX))
                    .map(known -> settings.get(known.substring(PREFIX.length()))));
    return read.apiServer()
        .authn()
        .oidc()
        .tokens(AuthnSettings.ApiAuthnType.TOKENS, Clock.systemUTC())
        .isPresent();
  }

  private static void refused(Map<String, String> settings, String message) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> isOn(settings))
        .withMessageStartingWith(message);
  }
}
