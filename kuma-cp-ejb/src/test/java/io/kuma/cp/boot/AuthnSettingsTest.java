package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kuma.core.ca.KeyPairs;
import io.kuma.core.ca.Pem;
import io.kuma.core.token.TokenTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in settings, as values and as files, in both forms that such keys have. */
class AuthnSettingsTest {
  private static final String USERS = "KUMA_API_SERVER_AUTHN_TOKENS_VALIDATOR_PUBLIC_KEYS";
  private static final String PROXIES =
      "KUMA_DP_SERVER_AUTHN_DP_PROXY_DP_TOKEN_VALIDATOR_PUBLIC_KEYS";
  private static final KeyPair KEY = KeyPairs.rsa(new SecureRandom());

  private static CpSettings with(Map<String, String> environment) {
    return CpSettings.read(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void readsKeysAndFiles(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key.pem"), pkcs1());
    CpSettings settings =
        with(
            Map.of(
                USERS,
                "[{\"kid\": 7, \"key\": %s}, {\"kid\": \"b\", \"keyFile\": \"%s\"}]"
                    .formatted(json(x509()), file),
                PROXIES,
                "[{\"kid\": \"1\", \"mesh\": \"m\", \"keyFile\": \"" + file + "\"}]",
                "KUMA_DP_SERVER_AUTHN_ZONE_PROXY_ZONE_TOKEN_ENABLE_ISSUER",
                "false",
                "KUMA_DP_SERVER_AUTHN_DP_PROXY_DP_TOKEN_VALIDATOR_USE_SECRETS",
                "false"));
    TokenTrust users = settings.apiServer().authn().tokens().trust();
    assertThat(users.keys()).extracting(TokenTrust.PublicKey::kid).containsExactly("7", "b");
    assertThat(users.keys()).allMatch(key -> key.key().equals(KEY.getPublic()));
    assertThat(users.issuing() && users.secrets()).isTrue();
    TokenTrust proxies = settings.dpServer().authn().dpProxy().dpToken().trust();
    assertThat(proxies.keys()).extracting(TokenTrust.PublicKey::mesh).containsExactly("m");
    assertThat(proxies.secrets()).isFalse();
    assertThat(settings.dpServer().authn().zoneProxy().zoneToken().trust().issuing()).isFalse();
    assertThat(settings.toTree().at("/apiServer/authn/tokens/validator/publicKeys/1/keyFile"))
        .isEqualTo(JsonNodeFactory.instance.textNode(file.toString()));
  }

  @Test
  void theFirstTokenIsMadeIfItWouldBeAccepted(@TempDir Path directory) throws IOException {
    Path authority =
        Files.writeString(directory.resolve("ca.pem"), ClientCertificatesTest.authority());
    assertThat(bootstraps(Map.of())).isTrue();
    assertThat(bootstraps(Map.of("KUMA_API_SERVER_AUTHN_TOKENS_ENABLE_ISSUER", "false"))).isFalse();
    assertThat(
            bootstraps(
                Map.of(
                    "KUMA_API_SERVER_AUTHN_TYPE",
                    "adminClientCerts",
                    "KUMA_API_SERVER_HTTPS_TLS_CA_FILE",
                    authority.toString())))
        .isFalse();
    assertThat(bootstraps(Map.of("KUMA_API_SERVER_AUTHN_TOKENS_VALIDATOR_USE_SECRETS", "false")))
        .isFalse();
  }

  private static boolean bootstraps(Map<String, String> environment) {
    return with(environment).apiServer().authn().bootstraps();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kid": "1"}                          | ' must be a JSON list of objects with kid, key, keyFile.'
          [{"kid": "1"                          | ' must be a JSON list of objects with kid, key, keyFile ('
          [1]                                   | '[0] must be an object with kid, key, keyFile.'
          [{"id": "1"}]                         | '[0].id is not known; there are kid, key, keyFile.'
          [{"kid": ["1"]}]                      | '[0].kid must be a text.'
          [{"key": "x"}]                        | '[0].kid is missing.'
          [{"kid": "1"}]                        | '[0] must have either key or keyFile.'
          [{"kid": "1", "key": "x", "keyFile": "y"}] | '[0] must have either key or keyFile.'
          [{"kid": "1", "key": "x"}]            | '[0].key cannot be used: not a PEM-encoded RSA public key.'
          [{"kid": "1", "keyFile": "/none.pem"}] | '[0].keyFile cannot be read: java.nio.file.NoSuchFileException: /none.pem.'
          """)
  void saysWhatIsWrongAndWhere(String value, String message) {
    refused(Map.of(USERS, value), USERS + message);
  }

  @Test
  void refusesKeysThatAreTooShortAndOtherKinds() throws NoSuchAlgorithmException {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    refusedKey(
        Pem.of(rsa.generateKeyPair().getPublic()),
        "cannot be used: it has 1024 bits, and needs 2048.");
    refusedKey(
        Pem.of(KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic()),
        "cannot be used: not a PEM-encoded RSA public key.");
    refusedKey(Pem.of(KEY.getPrivate()), "cannot be used: not a PEM-encoded RSA public key.");
  }

  private static void refusedKey(String pem, String message) {
    refused(
        Map.of(USERS, "[{\"kid\": \"1\", \"key\": " + json(pem) + "}]"),
        USERS + "[0].key " + message);
  }

  private static void refused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(new HashMap<>(environment)))
        .withMessageStartingWith(message);
  }

  private static String json(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private static String x509() {
    return Pem.of(KEY.getPublic());
  }

  /** The older form, which the reference file shows. */
  private static String pkcs1() {
    byte[] x509 = KEY.getPublic().getEncoded();
    byte[] inner = SubjectPublicKeyInfo.getInstance(x509).getPublicKeyData().getBytes();
    return "-----BEGIN RSA PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(inner)
        + "\n-----END RSA PUBLIC KEY-----\n";
  }
}
