package io.kuma.cp.boot;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one line that people wait for. REST is the last to come up, after this EJB module; the server
 * keeps requests waiting until then, so that one request whose answer arrives says that everything
 * is there.
 */
final class ReadyLine implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CpSettings settings;

  ReadyLine(CpSettings settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    CpSettings.Http http = settings.apiServer().http();
    if (http.enabled() && !answers(http)) {
      return;
    }
    Instant begin = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    LOG.info(
        "Kuma {} is ready after {} s: API http://localhost:{} and https://localhost:{}, proxies"
            + " https://localhost:{}, diagnostics http://localhost:{}",
        Release.read().contract(),
        String.format(
            Locale.ROOT, "%.1f", Duration.between(begin, Instant.now()).toMillis() / 1000.0),
        http.port(),
        settings.apiServer().https().port(),
        settings.dpServer().port(),
        settings.diagnostics().serverPort());
  }

  private static boolean answers(CpSettings.Http http) {
    String host = http.address().equals("0.0.0.0") ? "localhost" : http.address();
    URI index = URI.create("http://" + host + ":" + http.port() + "/");
    try {
      HttpURLConnection connection = (HttpURLConnection) index.toURL().openConnection();
      connection.setReadTimeout((int) PATIENCE.toMillis());
      try {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
          return true;
        }
        LOG.error("The REST API does not answer: {} gives {}", index, status);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      LOG.error("The REST API does not answer: {}", index, e);
    }
    return false;
  }
}
