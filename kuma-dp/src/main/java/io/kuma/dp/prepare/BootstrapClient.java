package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the control plane for Envoy's bootstrap configuration, {@code POST /bootstrap} (contract
 * 4.1), patiently: a control plane that is not up yet, or does not know the Dataplane yet, is asked
 * again; one that says no is not.
 *
 * <p>{@link HttpsURLConnection} because it is the client that keeps fewest threads and classes for
 * one request.
 */
final class BootstrapClient {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 30_000;
  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

  private final RunConfig.ControlPlane controlPlane;
  private final SSLSocketFactory sockets;
  private final Log log;

  BootstrapClient(RunConfig.ControlPlane controlPlane, Log log) {
    this.controlPlane = controlPlane;
    this.sockets = ControlPlaneTls.socketFactory(controlPlane);
    this.log = log;
  }

  /** Not now, but perhaps the next time. */
  private static final class TryAgain extends Exception {
    private static final long serialVersionUID = 1L;

    TryAgain(String reason) {
      super(reason);
    }
  }

  /**
   * The configuration.
   *
   * @throws Failure when the control plane refuses, cannot be trusted, or stays away for too long
   */
  Bootstrap fetch(String request) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        return post(request);
      } catch (TryAgain e) {
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        if (passed.plus(controlPlane.retryBackoff()).compareTo(controlPlane.retryMax()) > 0) {
          throw new Failure(
              String.format(
                  "no bootstrap configuration from %s in %d s: %s",
                  controlPlane.url(), passed.toSeconds(), e.getMessage()));
        }
        log.info(e.getMessage() + "; trying again");
        Thread.sleep(controlPlane.retryBackoff().toMillis());
      }
    }
  }

  private Bootstrap post(String request) throws TryAgain {
    URI uri = controlPlane.url().resolve("/bootstrap");
    try {
      HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
      try {
        return exchange(connection, request);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      if (isDistrust(e)) {
        throw new Failure(
            String.format(
                "%s does not show a certificate that can be trusted (%s): name its authority with --ca-cert-file",
                controlPlane.url(), rootMessage(e)),
            e);
      }
      throw new TryAgain("cannot reach " + controlPlane.url() + ": " + rootMessage(e));
    }
  }

  private Bootstrap exchange(HttpsURLConnection connection, String request)
      throws IOException, TryAgain {
    connection.setSSLSocketFactory(sockets);
    if (controlPlane.skipVerify()) {
      connection.setHostnameVerifier((host, session) -> true);
    }
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Accept", "application/json");
    connection.setRequestProperty("Content-Type", "application/json");
    byte[] body = request.getBytes(StandardCharsets.UTF_8);
    connection.setFixedLengthStreamingMode(body.length);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    String answer = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    if (status == 200) {
      return bootstrap(answer);
    }
    if (status == 404 && answer.isBlank()) {
      throw new TryAgain("the control plane does not know this Dataplane yet");
    }
    if (status / 100 == 4) {
      throw new Failure("the control plane refused (" + status + "): " + answer.strip());
    }
    throw new TryAgain("the control plane answered " + status + " " + answer.strip());
  }

  private static Bootstrap bootstrap(String answer) throws IOException {
    try {
      String base64 =
          Json.findText(answer, "bootstrap")
              .orElseThrow(() -> new Failure("the control plane's answer has no bootstrap"));
      return new Bootstrap(
          new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8),
          Json.findText(answer, "kumaSidecarConfiguration", "networking", "address").orElse(""),
          Json.find(answer, "kumaSidecarConfiguration", "metrics", "aggregate")
              .filter(list -> list.startsWith("["))
              .orElse(Bootstrap.NO_APPLICATIONS));
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure("the control plane's answer cannot be read: " + e.getMessage(), e);
    }
  }

  private static String read(@Nullable InputStream in) throws IOException {
    if (in == null) {
      return "";
    }
    try (in) {
      byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw new Failure("the control plane's answer is over 4 MiB long");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A certificate that is not trusted now will not be in three seconds either. */
  private static boolean isDistrust(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException || t instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }
}
