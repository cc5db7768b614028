package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.GoDuration;
import io.kuma.dp.prepare.RunConfig.ControlPlane;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where the control plane is and whether to believe it. */
final class ControlPlaneFlags {

  @Option(
      names = "--cp-address",
      descriptionKey = "KUMA_CONTROL_PLANE_URL",
      defaultValue = "https://localhost:5678",
      paramLabel = "<url>",
      description = "Where the control plane serves proxies. [KUMA_CONTROL_PLANE_URL]")
  private String cpAddress = "";

  @Option(
      names = "--ca-cert-file",
      descriptionKey = "KUMA_CONTROL_PLANE_CA_CERT_FILE",
      paramLabel = "<file>",
      description = {
        "PEM of the authorities to trust for the control plane. [KUMA_CONTROL_PLANE_CA_CERT_FILE; the PEM itself in"
            + " KUMA_CONTROL_PLANE_CA_CERT, which wins]"
      })
  private @Nullable Path caCertFile;

  @Option(names = "--ca-cert", hidden = true, descriptionKey = "KUMA_CONTROL_PLANE_CA_CERT")
  private @Nullable String caCert;

  @Option(
      names = "--skip-verify",
      description = "Trust whatever certificate the control plane shows. Not for production.")
  private boolean skipVerify;

  @Option(
      names = "--cp-retry-backoff",
      descriptionKey = "KUMA_CONTROL_PLANE_RETRY_BACKOFF",
      defaultValue = "3s",
      paramLabel = "<duration>",
      description = "Wait between two attempts. [KUMA_CONTROL_PLANE_RETRY_BACKOFF]")
  private String retryBackoff = "";

  @Option(
      names = "--cp-retry-max-duration",
      descriptionKey = "KUMA_CONTROL_PLANE_RETRY_MAX_DURATION",
      defaultValue = "5m",
      paramLabel = "<duration>",
      description = "Give up after this time. [KUMA_CONTROL_PLANE_RETRY_MAX_DURATION]")
  private String retryMax = "";

  /**
   * The checked settings.
   *
   * @throws Failure for the first that cannot be
   */
  ControlPlane controlPlane() {
    URI url;
    try {
      url = URI.create(cpAddress);
    } catch (IllegalArgumentException e) {
      throw new Failure("--cp-address is not a URL: " + e.getMessage(), e);
    }
    if (!"https".equals(url.getScheme()) || url.getHost() == null) {
      throw new Failure(
          "--cp-address must be like https://localhost:5678, not \"" + cpAddress + "\"");
    }
    String pem = caCert;
    if (pem == null && caCertFile != null) {
      pem = InputFile.read("--ca-cert-file", caCertFile);
    }
    return new ControlPlane(
        url,
        pem,
        skipVerify,
        GoDuration.positive("--cp-retry-backoff", retryBackoff),
        GoDuration.positive("--cp-retry-max-duration", retryMax));
  }
}
