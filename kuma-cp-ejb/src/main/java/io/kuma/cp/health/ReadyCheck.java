package io.kuma.cp.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the store answers, every mesh has its snapshot, and proxies can connect. */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container fills the fields before it calls.
public class ReadyCheck implements HealthCheck {
  @Inject private Serving serving;

  @Override
  public HealthCheckResponse call() {
    boolean storeAnswers = serving.storeAnswers();
    boolean proxiesServed = serving.isServing();
    return HealthCheckResponse.named("control-plane")
        .withData("store", storeAnswers)
        .withData("proxies", proxiesServed)
        .status(storeAnswers && proxiesServed)
        .build();
  }
}
