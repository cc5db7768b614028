package io.kuma.core.audit;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines to the log category {@value #CATEGORY}. Where they go, and how files rotate, is the
 * server's configuration of that category; it is off unless that says otherwise.
 */
public final class LoggedAudit implements AuditLog {
  public static final String CATEGORY = "io.kuma.audit";

  private static final Logger LOG = LoggerFactory.getLogger(CATEGORY);

  private final Clock clock;
  private final String instance;

  /**
   * Lines of one control plane.
   *
   * @param instance identifies it
   */
  public LoggedAudit(Clock clock, String instance) {
    this.clock = clock;
    this.instance = instance;
  }

  @Override
  public boolean isOn() {
    return LOG.isInfoEnabled();
  }

  @Override
  public void add(AuditEvent event) {
    // One line whatever it says: what Jackson writes has no line breaks.
    LOG.info("{}", event.toTree(clock.instant(), instance));
  }
}
