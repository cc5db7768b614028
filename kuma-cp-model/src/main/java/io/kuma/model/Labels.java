package io.kuma.model;

/** Keys of the labels that mean something to the control plane (contract sections 2.4 and 8.1). */
public final class Labels {
  public static final String MESH = "kuma.io/mesh";
  public static final String ORIGIN = "kuma.io/origin";
  public static final String ZONE = "kuma.io/zone";
  public static final String ENV = "kuma.io/env";
  public static final String DISPLAY_NAME = "kuma.io/display-name";
  public static final String PROXY_TYPE = "kuma.io/proxy-type";
  public static final String POLICY_ROLE = "kuma.io/policy-role";
  public static final String EFFECT = "kuma.io/effect";
  public static final String MANAGED_BY = "kuma.io/managed-by";
  public static final String DELETION_GRACE_STARTED = "kuma.io/deletion-grace-period-started-at";
  public static final String WORKLOAD = "kuma.io/workload";
  public static final String NAMESPACE = "k8s.kuma.io/namespace";
  public static final String HEADLESS_SERVICE = "k8s.kuma.io/is-headless-service";
  public static final String SERVICE_ACCOUNT = "k8s.kuma.io/service-account";
  public static final String LISTENER_ZONE_INGRESS = "kuma.io/listener-zoneingress";
  public static final String LISTENER_ZONE_EGRESS = "kuma.io/listener-zoneegress";

  private Labels() {}
}
