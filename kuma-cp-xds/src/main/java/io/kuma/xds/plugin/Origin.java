package io.kuma.xds.plugin;

import io.kuma.model.PolicyType;
import java.util.Locale;

/**
 * What a resource is there for. Patches select by it, so the names are part of the contract.
 *
 * @param name as policies write it
 */
public record Origin(String name) {
  public static final Origin ADMIN = new Origin("admin");
  public static final Origin INBOUND = new Origin("inbound");
  public static final Origin OUTBOUND = new Origin("outbound");
  public static final Origin DNS = new Origin("dns");
  public static final Origin TRANSPARENT = new Origin("transparent");
  public static final Origin PROMETHEUS = new Origin("prometheus");
  public static final Origin DYNAMIC_CONFIG = new Origin("dynamic-config");

  /** The resources of a policy's own: {@code mesh-metric} for MeshMetric. */
  public static Origin of(PolicyType<?, ?> policy) {
    return new Origin(
        policy
            .name()
            .replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
            .toLowerCase(Locale.ROOT));
  }
}
