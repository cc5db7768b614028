package io.kuma.dp;

import io.kuma.dp.accesslog.AccessLogPipe;
import io.kuma.dp.config.DynamicConfig;
import io.kuma.dp.dns.DnsServer;
import io.kuma.dp.metrics.Metrics;
import io.kuma.dp.probe.ProbeProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One life of a proxy, in order: prepare, start Envoy, wait for its end. {@link #stop} may come
 * from another thread at any point of it, and is where draining happens.
 */
final class Sidecar implements AutoCloseable {

  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MAX_LAST_WORDS = Duration.ofSeconds(1);
  private static final Duration CONFIG_INTERVAL = Duration.ofSeconds(1);

  /** A proxy that is told no names by then has none. */
  private static final Duration PATIENCE_WITH_NAMES = Duration.ofSeconds(15);

  private final PrivateDir directory;

  private @Nullable Preparation preparation;
  private @Nullable Readiness readiness;
  private @Nullable AccessLogPipe accessLogs;
  private @Nullable DnsServer dns;
  private @Nullable Metrics metrics;
  private @Nullable ProbeProxy probes;
  private @Nullable DynamicConfig config;
  private @Nullable Running running;
  private boolean stopping;

  /** What is known of Envoy from its start on. */
  private record Running(Plan plan, EnvoyProcess envoy, EnvoyHttp admin, Log log) {}

  /**
   * A life that has not begun.
   *
   * @param directory for everything Envoy is told; removed at the end
   */
  Sidecar(PrivateDir directory) {
    this.directory = directory;
  }

  /**
   * Lives it.
   *
   * @return Envoy's exit status, or 128 and the number of the signal that ended it; where it does
   *     not come to an Envoy, the status of the preparation
   */
  int run(String[] arguments) throws InterruptedException {
    int status = prepare(arguments).await();
    Optional<Plan> plan = status == 0 ? Plan.find(directory) : Optional.empty();
    if (plan.isEmpty()) {
      return status;
    }
    Running started = start(plan.get());
    status = started.envoy().awaitExit();
    started.log().info("Envoy has ended with status " + status);
    return status;
  }

  private synchronized Preparation prepare(String[] arguments) {
    checkNotStopped();
    Preparation started = Preparation.start(directory, arguments);
    preparation = started;
    return started;
  }

  private synchronized Running start(Plan plan) {
    checkNotStopped();
    Log log = new Log(System.out, plan.logLevel());
    if (plan.readinessPort() != 0) {
      readiness = Readiness.start(plan.readinessPort());
    }
    accessLogs = accessLogs(plan, log);
    if (plan.dnsPort() != 0) {
      dns = DnsServer.start(plan.dnsPort(), log);
    }
    log.debug("starting " + String.join(" ", plan.command()));
    EnvoyProcess envoy = EnvoyProcess.start(plan.command(), directory);
    log.info("Envoy runs as process " + envoy.pid());
    EnvoyHttp admin = new EnvoyHttp(plan.admin());
    startHelpers(plan, admin, log);
    if (readiness != null) {
      readiness.running(admin, hasNames(dns));
    }
    Running started = new Running(plan, envoy, admin, log);
    running = started;
    return started;
  }

  private void startHelpers(Plan plan, EnvoyHttp admin, Log log) {
    DnsServer names = dns;
    Metrics telling =
        new Metrics(
            plan.metricsSocket(),
            admin,
            names == null ? () -> "" : names::metrics,
            plan.address(),
            plan.applications(),
            log);
    metrics = telling;
    config = DynamicConfig.start(plan.socketDir(), readers(telling, names), CONFIG_INTERVAL, log);
    if (plan.probePort() != 0) {
      probes = ProbeProxy.start(plan.probePort(), plan.address(), log);
    }
  }

  private static Map<String, DynamicConfig.Reader> readers(
      Metrics metrics, @Nullable DnsServer dns) {
    Map<String, DynamicConfig.Reader> readers = new HashMap<>();
    readers.put("/meshmetric", metrics::read);
    if (dns != null) {
      readers.put("/dns", dns::read);
    }
    return readers;
  }

  private static BooleanSupplier hasNames(@Nullable DnsServer dns) {
    long deadline = System.nanoTime() + PATIENCE_WITH_NAMES.toNanos();
    return () -> dns == null || dns.isConfigured() || System.nanoTime() - deadline > 0;
  }

  /** Read before Envoy writes, or it would wait for us to begin. */
  private static @Nullable AccessLogPipe accessLogs(Plan plan, Log log) {
    try {
      return plan.accessLogPipe().isPresent()
          ? AccessLogPipe.start(plan.accessLogPipe().get(), log)
          : null;
    } catch (IOException e) {
      throw new Failure("cannot read " + plan.accessLogPipe().get() + ": " + e.getMessage(), e);
    }
  }

  private void checkNotStopped() {
    if (stopping) {
      throw new Failure("stopped before Envoy was started");
    }
  }

  /**
   * Takes Envoy down gently: from now on it fails its health checks and asks its clients to leave;
   * for the drain time it still serves those who stay. Returns when it has ended, after the drain
   * time at the latest.
   *
   * @return whether there was a running Envoy
   */
  boolean stop() throws InterruptedException {
    Running now;
    synchronized (this) {
      stopping = true;
      now = running;
      if (readiness != null) {
        readiness.terminating();
      }
      if (preparation != null) {
        preparation.abandon();
      }
    }
    if (now == null || !now.envoy().isRunning()) {
      return false;
    }
    drain(now);
    return true;
  }

  private static void drain(Running now) throws InterruptedException {
    Duration drainTime = now.plan().drainTime();
    long deadline = System.nanoTime() + drainTime.toNanos();
    Duration lastWords = min(MAX_LAST_WORDS, drainTime.dividedBy(4));
    now.log().info("draining Envoy for " + drainTime.toMillis() + " ms");
    try {
      now.admin().ask("POST", "/healthcheck/fail", Map.of(), min(ADMIN_TIMEOUT, drainTime));
    } catch (IOException e) {
      now.log().info("Envoy cannot be told to drain: " + e.getMessage());
    }
    Duration left = Duration.ofNanos(deadline - System.nanoTime()).minus(lastWords);
    if (left.isNegative() || !now.envoy().awaitExit(left)) {
      now.envoy().stop(lastWords);
    }
  }

  /** Leaves nothing: no Envoy, no port, no file. */
  @Override
  public synchronized void close() {
    stopping = true;
    if (preparation != null) {
      preparation.abandon();
    }
    if (running != null) {
      running.envoy().close();
    }
    if (readiness != null) {
      readiness.close();
    }
    if (config != null) {
      config.close();
    }
    if (metrics != null) {
      metrics.close();
    }
    if (probes != null) {
      probes.close();
    }
    if (dns != null) {
      dns.close();
    }
    if (accessLogs != null) {
      accessLogs.close();
    }
    directory.remove();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
