package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.core.ca.ServerCertificate;
import io.kuma.cp.dpserver.DiagnosticsServer;
import io.kuma.cp.dpserver.TlsLimits;
import io.kuma.cp.logging.LogLevels;
import io.kuma.cp.metric.ControlPlaneMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The server for those who operate the control plane (contract 1.3).
 *
 * @param serverPort 0 for any that is free
 * @param debugEndpoints whether it shows what the JVM does
 * @param tlsMinVersion such as {@code TLSv1_2}; empty for the least that is safe
 * @param tlsMaxVersion empty for the newest
 * @param tlsCipherSuites for TLS 1.2; none for a good choice
 */
public record DiagnosticsSettings(
    @Setting(env = "KUMA_DIAGNOSTICS_SERVER_PORT", value = "5680", max = 65535) int serverPort,
    @Setting(env = "KUMA_DIAGNOSTICS_DEBUG_ENDPOINTS", value = "false") boolean debugEndpoints,
    @Setting(env = "KUMA_DIAGNOSTICS_TLS_ENABLED", value = "false") boolean tlsEnabled,
    @Setting(env = "KUMA_DIAGNOSTICS_TLS_CERT_FILE") String tlsCertFile,
    @Setting(env = "KUMA_DIAGNOSTICS_TLS_KEY_FILE") String tlsKeyFile,
    @Setting(env = "KUMA_DIAGNOSTICS_TLS_MIN_VERSION", value = "TLSv1_2") String tlsMinVersion,
    @Setting(env = "KUMA_DIAGNOSTICS_TLS_MAX_VERSION") String tlsMaxVersion,
    @Setting(env = "KUMA_DIAGNOSTICS_TLS_CIPHER_SUITES") List<String> tlsCipherSuites) {

  /** The oldest first. Older ones are not safe. */
  private enum Version {
    @JsonProperty("TLSv1_2")
    TLS_1_2("TLSv1.2"),
    @JsonProperty("TLSv1_3")
    TLS_1_3("TLSv1.3");

    private final String protocol;

    Version(String protocol) {
      this.protocol = protocol;
    }
  }

  void check() {
    tls().check("KUMA_DIAGNOSTICS_TLS");
    TlsLimits unused = limits();
  }

  TlsFiles.Pair tls() {
    return new TlsFiles.Pair(tlsCertFile, tlsKeyFile);
  }

  /** The server, not yet started; with TLS if there is a certificate. */
  DiagnosticsServer server(
      Optional<ServerCertificate> certificate,
      BooleanSupplier ready,
      ControlPlaneMetrics metrics,
      LogLevels levels) {
    return new DiagnosticsServer(
        new DiagnosticsServer.Exposure(
            serverPort,
            certificate.map(shown -> new DiagnosticsServer.Tls(shown, limits())),
            debugEndpoints),
        ready,
        metrics,
        levels);
  }

  private TlsLimits limits() {
    Version least = version("KUMA_DIAGNOSTICS_TLS_MIN_VERSION", tlsMinVersion, Version.TLS_1_2);
    Version most = version("KUMA_DIAGNOSTICS_TLS_MAX_VERSION", tlsMaxVersion, Version.TLS_1_3);
    List<String> protocols = new ArrayList<>();
    for (Version version : Version.values()) {
      if (version.compareTo(least) >= 0 && version.compareTo(most) <= 0) {
        protocols.add(version.protocol);
      }
    }
    if (protocols.isEmpty()) {
      throw new BadSetting(
          "KUMA_DIAGNOSTICS_TLS_MIN_VERSION must not be newer than"
              + " KUMA_DIAGNOSTICS_TLS_MAX_VERSION.");
    }
    return new TlsLimits(protocols, ciphers());
  }

  private static Version version(String setting, String text, Version otherwise) {
    for (Version version : Version.values()) {
      if (SettingsReader.name(version).equals(text)) {
        return version;
      }
    }
    if (text.isEmpty()) {
      return otherwise;
    }
    throw new BadSetting(setting + " is \"" + text + "\", but must be one of TLSv1_2, TLSv1_3.");
  }

  private List<String> ciphers() {
    for (String name : tlsCipherSuites) {
      if (!TlsLimits.CIPHERS.contains(name) && !TlsLimits.NEWER_CIPHERS.contains(name)) {
        throw new BadSetting(
            "KUMA_DIAGNOSTICS_TLS_CIPHER_SUITES has \""
                + name
                + "\", but must be of "
                + String.join(", ", TlsLimits.CIPHERS)
                + ".");
      }
    }
    return tlsCipherSuites.stream().filter(TlsLimits.CIPHERS::contains).toList();
  }
}
