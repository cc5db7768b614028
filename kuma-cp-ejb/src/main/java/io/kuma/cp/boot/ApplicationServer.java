package io.kuma.cp.boot;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** What WildFly says of itself to all who are in its process. */
final class ApplicationServer {
  private static final String STATE = "jboss.root:type=state";
  private static final String RUNNING = "normal";

  private ApplicationServer() {}

  /**
   * Whether it serves its applications' callers. It does not while it starts or stops, or when an
   * operator has suspended it. Where nobody says anything, it does.
   */
  static boolean isServing() {
    try {
      Object state =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName(STATE), "RunningState");
      return String.valueOf(state).equals(RUNNING);
    } catch (InstanceNotFoundException e) {
      return true;
    } catch (JMException e) {
      throw new IllegalStateException("The server's state cannot be read from " + STATE, e);
    }
  }
}
