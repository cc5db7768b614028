package io.kuma.cp.trace;

import io.kuma.core.ca.Pem;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector, by OTLP over HTTP. With the JDK's plain connections, which have no
 * threads: those of OpenTelemetry's own senders, of Armeria's clients and of the JDK's newer client
 * outlive an undeployed EAR, and keep all its classes.
 */
public final class OtlpExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);

  private final Collector collector;
  private final Optional<SSLSocketFactory> tls;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Where they are sent.
   *
   * @param endpoint {@code http} or {@code https}, all of it
   * @param headers of each call
   * @param authorities in a file of PEM, whom TLS trusts; empty for those of the JVM
   * @param timeout for a connection, and for an answer
   */
  public record Collector(
      URI endpoint, Map<String, String> headers, Optional<Path> authorities, Duration timeout) {}

  /**
   * Makes one that has not spoken to anybody yet.
   *
   * @throws IllegalArgumentException if the authorities cannot be used
   */
  public OtlpExporter(Collector collector) {
    this.collector = collector;
    this.tls = collector.authorities().map(OtlpExporter::trusting);
  }

  private static SSLSocketFactory trusting(Path authorities) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate certificate : Pem.certificates(Files.readString(authorities))) {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The authorities of the collector in " + authorities + " cannot be used: " + e, e);
    }
  }

  /** On the thread of whoever gathers spans, which may be kept waiting. */
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    try {
      int status = send(spans);
      if (status == HttpURLConnection.HTTP_OK) {
        failing.set(false);
        return CompletableResultCode.ofSuccess();
      }
      failed("it answers " + status);
    } catch (IOException e) {
      failed(e.toString());
    }
    return CompletableResultCode.ofFailure();
  }

  private int send(Collection<SpanData> spans) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    TraceRequestMarshaler.create(spans).writeBinaryTo(message);
    HttpURLConnection connection =
        (HttpURLConnection) collector.endpoint().toURL().openConnection();
    if (connection instanceof HttpsURLConnection secured) {
      tls.ifPresent(secured::setSSLSocketFactory);
    }
    connection.setConnectTimeout((int) collector.timeout().toMillis());
    connection.setReadTimeout((int) collector.timeout().toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/x-protobuf");
    collector.headers().forEach(connection::setRequestProperty);
    connection.setFixedLengthStreamingMode(message.size());
    try {
      message.writeTo(connection.getOutputStream());
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  /** Told once as long as it lasts. */
  private void failed(String reason) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("Traces cannot be sent to {}: {}", collector.endpoint(), reason);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
