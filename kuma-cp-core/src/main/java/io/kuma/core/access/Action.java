package io.kuma.core.access;

/** What the configuration keeps a list for, of those who may do it. */
public enum Action {
  /** Read and write secrets. */
  ADMIN_RESOURCES("the resource of an admin-only type"),
  GENERATE_DATAPLANE_TOKEN("generate dataplane token"),
  GENERATE_USER_TOKEN("generate user token"),
  GENERATE_ZONE_TOKEN("generate zone token"),
  /** See all that an Envoy is told. */
  VIEW_CONFIG_DUMP("get Envoy config dump"),
  VIEW_STATS("get Envoy stats"),
  VIEW_CLUSTERS("get Envoy clusters"),
  /** See how the control plane is set. */
  CONTROL_PLANE_METADATA("control plane metadata");

  private final String words;

  Action(String words) {
    this.words = words;
  }

  /** As a refusal names it. */
  public String words() {
    return words;
  }
}
