package io.kuma.cp.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the store answers, every mesh has its snapshot, and proxies can connect. */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container fills the fields before it calls.
public class ReadyCheck implements HealthCheck {
  private static final int SECONDS = 2;

  @Inject private Serving serving;

  @Resource(lookup = "java:jboss/datasources/Kuma")
  private DataSource store;

  @Override
  public HealthCheckResponse call() {
    boolean storeAnswers = storeAnswers();
    boolean proxiesServed = serving.isServing();
    return HealthCheckResponse.named("control-plane")
        .withData("store", storeAnswers)
        .withData("proxies", proxiesServed)
        .status(storeAnswers && proxiesServed)
        .build();
  }

  private boolean storeAnswers() {
    try (Connection connection = store.getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
