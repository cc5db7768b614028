package io.kuma.rest;

import io.kuma.core.manager.Installation;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Gives the endpoints their part of what the control plane tells of itself. */
@Dependent
public class Wiring {
  private final Installation installation;

  @Inject
  public Wiring(Installation installation) {
    this.installation = installation;
  }

  @Produces
  RestSettings settings() {
    return new RestSettings(
        installation.localhostIsAdmin(),
        installation.rootUrl(),
        installation.adminUsers(),
        installation.adminGroups());
  }

  @Produces
  ConfigView config() {
    return installation::configuration;
  }

  @Produces
  Instance instance() {
    return new Instance(
        installation.hostname(),
        installation.version(),
        installation.instanceId(),
        installation.clusterId());
  }
}
