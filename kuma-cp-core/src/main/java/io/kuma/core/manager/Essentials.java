package io.kuma.core.manager;

import io.kuma.model.Failure.Conflict;
import io.kuma.model.Spec;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes at start what is missing. Each in a transaction of its own, so that two control planes that
 * start at once on one store end up with one of each: who comes second finds it there.
 */
public final class Essentials {
  private static final Logger log = LoggerFactory.getLogger(Essentials.class);

  private final ResourceManager manager;

  /**
   * @param manager must not be called from within a transaction
   */
  public Essentials(ResourceManager manager) {
    this.manager = manager;
  }

  /** In this order. */
  public void ensure(List<? extends Essential<?>> essentials) {
    essentials.forEach(this::ensure);
  }

  private <S extends Spec> void ensure(Essential<S> essential) {
    if (manager.find(essential.type(), essential.key()).isPresent()) {
      return;
    }
    try {
      manager.create(essential.type(), essential.resource());
      log.info("Created {}", essential.key());
    } catch (Conflict e) {
      if (manager.find(essential.type(), essential.key()).isEmpty()) {
        throw e;
      }
      log.info("{} was created by another control plane", essential.key());
    }
  }
}
