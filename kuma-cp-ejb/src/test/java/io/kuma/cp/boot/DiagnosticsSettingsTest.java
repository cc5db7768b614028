package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticsSettingsTest {
  private static CpSettings with(Map<String, String> environment) {
    return CpSettings.read(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void showsTheGeneralCertificateIfItHasNoneOfItsOwn() {
    CpSettings general =
        with(Map.of("KUMA_GENERAL_TLS_CERT_FILE", "/a.crt", "KUMA_GENERAL_TLS_KEY_FILE", "/a.key"));
    assertThat(general.diagnostics().tlsEnabled()).isFalse();
    assertThat(general.diagnosticsTls())
        .contains(new TlsFiles(Path.of("/a.crt"), Path.of("/a.key")));
    CpSettings own =
        with(
            Map.of(
                "KUMA_GENERAL_TLS_CERT_FILE", "/a.crt",
                "KUMA_GENERAL_TLS_KEY_FILE", "/a.key",
                "KUMA_DIAGNOSTICS_TLS_ENABLED", "true",
                "KUMA_DIAGNOSTICS_TLS_CERT_FILE", "/b.crt",
                "KUMA_DIAGNOSTICS_TLS_KEY_FILE", "/b.key",
                "KUMA_DIAGNOSTICS_TLS_MAX_VERSION", "TLSv1_3",
                "KUMA_DIAGNOSTICS_TLS_CIPHER_SUITES",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256"));
    assertThat(own.diagnosticsTls()).contains(new TlsFiles(Path.of("/b.crt"), Path.of("/b.key")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MIN_VERSION | TLSv1_1 | MIN_VERSION is "TLSv1_1", but must be one of TLSv1_2, TLSv1_3.
          MAX_VERSION | 1.3 | MAX_VERSION is "1.3", but must be one of TLSv1_2, TLSv1_3.
          CERT_FILE | /a.crt | CERT_FILE and KUMA_DIAGNOSTICS_TLS_KEY_FILE belong together: set both or none.
          """)
  void refusesWhatItDoesNotUnderstand(String name, String value, String reason) {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> with(Map.of("KUMA_DIAGNOSTICS_TLS_" + name, value)))
        .withMessage("KUMA_DIAGNOSTICS_TLS_" + reason);
  }

  @Test
  void refusesLimitsThatLeaveNothing() {
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(
            () ->
                with(
                    Map.of(
                        "KUMA_DIAGNOSTICS_TLS_MIN_VERSION", "TLSv1_3",
                        "KUMA_DIAGNOSTICS_TLS_MAX_VERSION", "TLSv1_2")))
        .withMessageContaining("must not be newer than KUMA_DIAGNOSTICS_TLS_MAX_VERSION");
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(
            () ->
                with(Map.of("KUMA_DIAGNOSTICS_TLS_CIPHER_SUITES", "TLS_RSA_WITH_AES_128_CBC_SHA")))
        .withMessageStartingWith(
            "KUMA_DIAGNOSTICS_TLS_CIPHER_SUITES has \"TLS_RSA_WITH_AES_128_CBC_SHA\", but must be"
                + " of TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ");
  }
}
