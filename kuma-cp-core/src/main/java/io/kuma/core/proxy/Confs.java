package io.kuma.core.proxy;

import io.kuma.model.PolicyType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The merged confs that hold at one place, by the policy type they came from. This is how the model
 * carries what policies say without knowing any of them.
 */
public record Confs(Map<PolicyType<?, ?>, Record> byType) {
  public static final Confs NONE = new Confs(Map.of());

  public Confs {
    byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
  }

  /** The conf of a type; empty if none of its policies reaches this place. */
  public <C extends Record> Optional<C> get(PolicyType<?, C> type) {
    return Optional.ofNullable(byType.get(type)).map(type.conf()::cast);
  }
}
