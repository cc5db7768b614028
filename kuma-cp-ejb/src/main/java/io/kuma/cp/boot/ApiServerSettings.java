package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.cp.boot.TlsFiles.Pair;
import java.util.List;

/**
 * REST.
 *
 * @param basePath where it stands among a server's applications; the server itself reads it
 * @param maxBodyBytes how large the body of a call may be; a setting of ours. Parsers take no more
 *     than its default, so that it can only be lowered
 */
public record ApiServerSettings(
    Http http,
    Https https,
    ClientCertificates.Auth auth,
    AuthnSettings.ApiAuthn authn,
    @Setting(env = "KUMA_API_SERVER_READ_ONLY", value = "false") boolean readOnly,
    @Setting(env = "KUMA_API_SERVER_BASE_PATH", value = "/") String basePath,
    @Setting(env = "KUMA_API_SERVER_ROOT_URL") String rootUrl,
    @Setting(env = "KUMA_API_SERVER_CORS_ALLOWED_DOMAINS") List<String> corsAllowedDomains,
    @Setting(env = "KUMA_API_SERVER_MAX_BODY_BYTES", value = "10485760", min = 1024, max = 10485760)
        int maxBodyBytes) {

  void checkBasePath() {
    if (!basePath.startsWith("/")) {
      throw new BadSetting("KUMA_API_SERVER_BASE_PATH must begin with \"/\".");
    }
  }

  /**
   * Plain REST; the server itself reads these (see its configuration), here they are checked and
   * shown.
   */
  public record Http(
      @Setting(env = "KUMA_API_SERVER_HTTP_ENABLED", value = "true") boolean enabled,
      @Setting(env = "KUMA_API_SERVER_HTTP_INTERFACE", value = "0.0.0.0") @JsonProperty("interface")
          String address,
      @Setting(env = "KUMA_API_SERVER_HTTP_PORT", value = "5681", max = 65535) int port) {}

  /** REST over TLS. */
  public record Https(
      @Setting(env = "KUMA_API_SERVER_HTTPS_ENABLED", value = "true") boolean enabled,
      @Setting(env = "KUMA_API_SERVER_HTTPS_INTERFACE", value = "0.0.0.0")
          @JsonProperty("interface")
          String address,
      @Setting(env = "KUMA_API_SERVER_HTTPS_PORT", value = "5682", max = 65535) int port,
      @Setting(env = "KUMA_API_SERVER_HTTPS_TLS_CERT_FILE") String tlsCertFile,
      @Setting(env = "KUMA_API_SERVER_HTTPS_TLS_KEY_FILE") String tlsKeyFile,
      @Setting(env = "KUMA_API_SERVER_HTTPS_REQUIRE_CLIENT_CERT", value = "false")
          boolean requireClientCert,
      // The reference file has the other name; upstream reads this one, and here both count.
      @Setting(
              env = "KUMA_API_SERVER_HTTPS_TLS_CA_FILE",
              alias = "KUMA_API_SERVER_HTTPS_CLIENT_CERTS_CA_FILE")
          String tlsCaFile) {

    Pair tls() {
      return new Pair(tlsCertFile, tlsKeyFile);
    }
  }
}
