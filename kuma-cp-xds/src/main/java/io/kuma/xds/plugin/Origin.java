package io.kuma.xds.plugin;

import io.kuma.model.PolicyType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

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

  /** Asked for by every proxy, and there are as many as types of policies. */
  private static final Map<String, Origin> OF_POLICIES = new ConcurrentHashMap<>();

  private static final Pattern WORDS =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** The resources of a policy's own: {@code mesh-metric} for MeshMetric. */
  public static Origin of(PolicyType<?, ?> policy) {
    return OF_POLICIES.computeIfAbsent(
        policy.name(),
        name -> new Origin(WORDS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT)));
  }
}
