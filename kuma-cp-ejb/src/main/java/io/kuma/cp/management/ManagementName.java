package io.kuma.cp.management;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name that a control plane has in JMX while it lives. The JVM outlives it, and would keep all
 * its classes if the name were not given back.
 */
public final class ManagementName implements AutoCloseable {
  /** What the first control plane of a JVM is called. */
  public static final String FIRST = "io.kuma:type=ControlPlane";

  private static final Logger LOG = LoggerFactory.getLogger(ManagementName.class);

  private final MBeanServer server;
  private final ObjectName name;

  private ManagementName(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /** Names it; a second one in a JVM is called by its instance id, too. */
  public static ManagementName register(ControlPlaneMXBean bean) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = new ObjectName(FIRST);
      try {
        server.registerMBean(bean, name);
      } catch (InstanceAlreadyExistsException e) {
        name = new ObjectName(FIRST + ",instance=" + ObjectName.quote(bean.getInstanceId()));
        server.registerMBean(bean, name);
        LOG.info("another control plane of this JVM is called {}; this one is {}", FIRST, name);
      }
      return new ManagementName(server, name);
    } catch (JMException e) {
      throw new IllegalStateException("The control plane cannot be shown in JMX: " + e, e);
    }
  }

  /** How it is called. */
  ObjectName name() {
    return name;
  }

  /** Gives it back. */
  @Override
  public void close() {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("{} was taken away by somebody else", name);
    } catch (JMException e) {
      LOG.warn("{} stays in JMX: {}", name, e.toString());
    }
  }
}
