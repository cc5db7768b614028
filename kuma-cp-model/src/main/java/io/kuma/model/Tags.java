package io.kuma.model;

/** Keys of the tags of an inbound that mean something to the control plane. */
public final class Tags {
  public static final String SERVICE = "kuma.io/service";
  public static final String PROTOCOL = "kuma.io/protocol";
  public static final String ZONE = "kuma.io/zone";
  public static final String INSTANCE = "kuma.io/instance";

  /** Set by the control plane on what stands for an ExternalService. */
  public static final String EXTERNAL_SERVICE = "kuma.io/external-service-name";

  private Tags() {}
}
