package io.kuma.resource.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void keepsItsContentInBase64() {
    Secret secret = Secret.of("test".getBytes(UTF_8));
    assertThat(secret.data()).isEqualTo("dGVzdA==");
    assertThat(secret.content()).asString(UTF_8).isEqualTo("test");
  }

  @Test
  void doesNotPrintItsContent() {
    assertThat(new Secret("dGVzdA==")).hasToString("Secret[8 characters]");
  }
}
