package io.kuma.cp.boot;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one line that people wait for. REST is the last to come up, after this EJB module, and
 * nothing tells a module about another: so this asks until it answers.
 */
final class ReadyLine implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final CpSettings settings;
  private final BooleanSupplier serving;

  ReadyLine(CpSettings settings, BooleanSupplier serving) {
    this.settings = settings;
    this.serving = serving;
  }

  @Override
  public void run() {
    try {
      if (!settings.apiServer().http().enabled() || answers()) {
        print();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print() {
    Instant begin = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    LOG.info(
        "Kuma {} is ready after {} s: API http://localhost:{} and https://localhost:{}, proxies"
            + " https://localhost:{}, diagnostics {}://localhost:{}",
        Release.read().contract(),
        String.format(
            Locale.ROOT, "%.1f", Duration.between(begin, Instant.now()).toMillis() / 1000.0),
        settings.apiServer().http().port(),
        settings.apiServer().https().port(),
        settings.dpServer().port(),
        settings.diagnostics().tlsEnabled() ? "https" : "http",
        settings.diagnostics().serverPort());
  }

  private boolean answers() throws InterruptedException {
    ApiServerSettings.Http http = settings.apiServer().http();
    String host = http.address().equals("0.0.0.0") ? "localhost" : http.address();
    String path = settings.apiServer().basePath();
    URI index =
        URI.create("http://" + host + ":" + http.port() + path + (path.endsWith("/") ? "" : "/"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last;
    do {
      try {
        int status = status(index);
        if (status == HttpURLConnection.HTTP_OK && serving.getAsBoolean()) {
          return true;
        }
        last = "status " + status;
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(PAUSE.toMillis());
    } while (System.nanoTime() < deadline);
    LOG.error("The REST API at {} has not come up: {}", index, last);
    return false;
  }

  private static int status(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
