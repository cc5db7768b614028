package io.kuma.cp.boot;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Lets the control plane live as long as the web application of REST, whose descriptor names this
 * class: what goes wrong in the start fails the deployment, requests come in after it, and it ends
 * before the data source and the persistence unit that the descriptor refers to.
 */
public final class ControlPlaneListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    bean().start();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    bean().stop();
  }

  private static ControlPlaneBean bean() {
    return CDI.current().select(ControlPlaneBean.class).get();
  }
}
