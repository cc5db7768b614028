package io.kuma.policy.meshcircuitbreaker;

import io.kuma.model.TargetRef;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.Conf;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.ConnectionLimits;
import io.kuma.policy.meshcircuitbreaker.MeshCircuitBreaker.To;
import java.util.List;
import java.util.Map;

/** The limits that a new mesh starts with (contract section 3.5): those of Envoy, to be seen. */
public final class MeshCircuitBreakerDefaults {
  private MeshCircuitBreakerDefaults() {}

  /** The policies of {@code mesh}, by name. */
  public static Map<String, MeshCircuitBreaker> of(String mesh) {
    Conf conf = new Conf(new ConnectionLimits(null, 1024, 1024, 3, 1024), null);
    return Map.of(
        "mesh-circuit-breaker-all-" + mesh,
        new MeshCircuitBreaker(TargetRef.MESH, List.of(new To(TargetRef.MESH, conf)), null, null));
  }
}
