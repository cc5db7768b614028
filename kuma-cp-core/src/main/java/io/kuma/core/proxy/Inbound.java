package io.kuma.core.proxy;

import io.kuma.core.match.InboundKey;
import io.kuma.model.PolicyType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A port on which the proxy takes requests for the workload beside it.
 *
 * @param key where the proxy listens
 * @param name what the Dataplane calls it; the port number where it has no name
 * @param workloadAddress where the workload listens
 * @param byType what policies say about it
 */
public record Inbound(
    InboundKey key,
    String name,
    String service,
    SortedMap<String, String> tags,
    Protocol protocol,
    String workloadAddress,
    int workloadPort,
    Map<PolicyType<?, ?>, InboundRules<?>> byType) {
  public Inbound {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
  }

  /** The rules of a type; empty ones if none of its policies reaches this inbound. */
  @SuppressWarnings("unchecked")
  public <C extends Record> InboundRules<C> rules(PolicyType<?, C> type) {
    InboundRules<?> found = byType.get(type);
    return found == null ? InboundRules.none() : (InboundRules<C>) found;
  }
}
