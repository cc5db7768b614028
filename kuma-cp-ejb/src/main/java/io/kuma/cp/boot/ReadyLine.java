package io.kuma.cp.boot;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one line that people wait for: REST is the last to come up. */
@Dependent
@SuppressWarnings("NullAway.Init") // The container fills the field before it calls.
public class ReadyLine {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

  @EJB private ControlPlaneBean bean;

  void print(@Observes @Initialized(ApplicationScoped.class) ServletContext rest) {
    CpSettings settings = bean.settings();
    Instant begin = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    LOG.info(
        "Kuma {} is ready after {} s: API http://localhost:{} and https://localhost:{}, proxies https://localhost:{}, diagnostics http://localhost:{}",
        Release.read().contract(),
        String.format(
            Locale.ROOT, "%.1f", Duration.between(begin, Instant.now()).toMillis() / 1000.0),
        settings.apiServer().http().port(),
        settings.apiServer().https().port(),
        settings.dpServer().port(),
        settings.diagnostics().serverPort());
  }
}
