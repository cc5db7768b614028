package io.kuma.core.manager;

import org.jspecify.annotations.Nullable;

/**
 * What kind of control plane this is. It decides which resources may be written here and how they
 * are labelled.
 *
 * @param zone the name of its zone; null for a global control plane
 * @param federated it is a zone below a global control plane
 */
public record ControlPlane(
    Mode mode, Environment environment, @Nullable String zone, boolean federated) {

  /** One zone of its own, on machines rather than on Kubernetes: the usual control plane. */
  public static ControlPlane standalone(String zone) {
    return new ControlPlane(Mode.ZONE, Environment.UNIVERSAL, zone, false);
  }

  /** {@code KUMA_MODE}. */
  public enum Mode {
    GLOBAL("global"),
    ZONE("zone");

    private final String wireName;

    Mode(String wireName) {
      this.wireName = wireName;
    }

    /** The value of the label {@code kuma.io/origin} on what is written here. */
    public String wireName() {
      return wireName;
    }
  }

  /** {@code KUMA_ENVIRONMENT}. */
  public enum Environment {
    UNIVERSAL("universal"),
    KUBERNETES("kubernetes");

    private final String wireName;

    Environment(String wireName) {
      this.wireName = wireName;
    }

    /** The value of the label {@code kuma.io/env} on what is written here. */
    public String wireName() {
      return wireName;
    }
  }
}
