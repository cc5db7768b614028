package io.kuma.cp.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Whether the control plane serves proxies, told by whoever starts and stops it. */
@ApplicationScoped
public class Serving {
  private volatile BooleanSupplier check = () -> false;

  /** It has started; from now on {@code check} tells. */
  public void begin(BooleanSupplier next) {
    check = next;
  }

  /** It is about to stop. */
  public void end() {
    check = () -> false;
  }

  boolean isServing() {
    return check.getAsBoolean();
  }
}
