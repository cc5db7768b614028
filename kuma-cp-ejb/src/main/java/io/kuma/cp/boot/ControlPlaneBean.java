package io.kuma.cp.boot;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.Leadership;
import io.kuma.core.manager.Transactions;
import io.kuma.core.store.SealedStore;
import io.kuma.core.store.SealingKeys;
import io.kuma.cp.health.Serving;
import io.kuma.model.json.ResourceCodec;
import io.kuma.persistence.Database;
import io.kuma.persistence.JpaResourceStore;
import io.kuma.persistence.JtaAfterCommit;
import io.kuma.persistence.JtaTransactions;
import io.kuma.persistence.PostgresLeadership;
import io.kuma.persistence.PostgresNotifications;
import io.kuma.persistence.WriteGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the control plane and stops it, when {@link ControlPlaneListener} says so. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container fills the fields before it calls.
public class ControlPlaneBean {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneBean.class);

  @PersistenceContext(unitName = "kuma")
  private EntityManager entityManager;

  /** The server's default, as for the persistence unit. */
  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource dataSource;

  @Resource private UserTransaction transaction;

  @Resource private TransactionSynchronizationRegistry registry;
  @Resource private ManagedThreadFactory threads;
  @Inject private Config config;
  @Inject private Serving serving;

  private CpSettings settings;
  private @Nullable KumaControlPlane controlPlane;
  private Optional<PostgresNotifications> notifications = Optional.empty();
  private Optional<PostgresLeadership> election = Optional.empty();

  /** Starts it. */
  void start() {
    onOwnThread(this::begin);
  }

  /**
   * Libraries leave things in the threads that call them. The server's own threads live on when the
   * control plane is undeployed, and would keep its classes.
   */
  private void onOwnThread(Runnable work) {
    FutureTask<@Nullable Void> task =
        new FutureTask<>(
            () -> {
              // Whoever calls has that of REST, which does not see all that our libraries need.
              Thread.currentThread().setContextClassLoader(ControlPlaneBean.class.getClassLoader());
              work.run();
            },
            null);
    threads.newThread(task).start();
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the control plane starts or stops", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(FailedStart.sentence(e), e.getCause());
    }
  }

  /** Whoever began the process is told in one sentence if this fails, and the process ends. */
  private void begin() {
    try {
      Preload servers = Preload.begin(threads);
      Function<String, Optional<String>> environment = this::setting;
      settings = CpSettings.read(environment);
      SealingKeys keys = StoreEncryption.read(environment).keys();
      StoreDatabase database = new StoreDatabase(settings);
      Database kind = database.prepare(dataSource);
      Changes changes = new Changes();
      election = database.elect(threads);
      WriteGate gate = database.gate();
      Transactions transactions = new JtaTransactions(transaction, gate);
      ResourceCodec codec = KumaControlPlane.newCodec();
      Clock clock = Clock.systemUTC();
      servers.await();
      KumaControlPlane starting =
          new KumaControlPlane(
              settings,
              new KumaControlPlane.Server(
                  new SealedStore(
                      new JpaResourceStore(
                          kind,
                          () -> entityManager,
                          transactions,
                          new JtaAfterCommit(registry, changes),
                          gate,
                          codec,
                          clock),
                      keys),
                  transactions,
                  changes,
                  threads,
                  election.<Leadership>map(own -> own).orElse(Leadership.ALONE),
                  instance -> TracingSettings.traces(settings, environment, instance)),
              codec,
              clock,
              new SecureRandom());
      controlPlane = starting;
      starting.start();
      notifications = database.listen(changes, threads);
      notifications.ifPresent(PostgresNotifications::start);
      election.ifPresent(PostgresLeadership::start);
      serving.begin(starting::isServing, dataSource);
      if (FailedStart.isServerOwn()) {
        if (!starting.shutdownDelay().isNone()) {
          StopSignals.waitWith(starting.shutdownDelay());
        }
        threads.newThread(new ReadyLine(settings, starting::isServing)).start();
      }
    } catch (RuntimeException | Error e) {
      // Classes that do not fit each other too: whoever waits must not wait for ever.
      LOG.error("The control plane cannot start: {}", FailedStart.sentence(e), e);
      if (controlPlane != null) {
        // Nobody was sent here yet.
        controlPlane.shutdownDelay().cutShort();
      }
      end();
      FailedStart.end();
      throw e;
    }
  }

  /**
   * What a name is set to, as it stands there: a password may well have {@code ${x}} in it, which
   * the server's configuration would take for another setting.
   */
  private Optional<String> setting(String name) {
    for (ConfigSource source : config.getConfigSources()) {
      String value = source.getValue(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Lets proxies go before the server takes the database away. */
  void stop() {
    onOwnThread(
        () -> {
          if (controlPlane != null) {
            // While it serves, it hears of others' writes and is seen by the server's health
            // checks.
            controlPlane.drain();
          }
          end();
        });
  }

  private void end() {
    serving.end();
    notifications.ifPresent(PostgresNotifications::close);
    if (controlPlane != null) {
      controlPlane.close();
    }
    election.ifPresent(PostgresLeadership::close);
    LOG.info("The control plane has stopped");
  }

  /** What it started. */
  public KumaControlPlane controlPlane() {
    if (controlPlane == null) {
      throw new IllegalStateException("The control plane has not started");
    }
    return controlPlane;
  }

  /** How it is set. */
  public CpSettings settings() {
    return settings;
  }
}
