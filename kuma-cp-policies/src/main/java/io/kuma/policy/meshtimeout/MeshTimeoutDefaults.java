package io.kuma.policy.meshtimeout;

import io.kuma.model.TargetRef;
import io.kuma.model.TargetRef.ProxyType;
import io.kuma.model.TargetRefKind;
import io.kuma.policy.meshtimeout.MeshTimeout.Conf;
import io.kuma.policy.meshtimeout.MeshTimeout.From;
import io.kuma.policy.meshtimeout.MeshTimeout.Http;
import io.kuma.policy.meshtimeout.MeshTimeout.To;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The timeouts that a new mesh starts with (contract section 3.5, with the recorded values). */
public final class MeshTimeoutDefaults {
  private MeshTimeoutDefaults() {}

  /** The policies of {@code mesh}, by name. */
  public static Map<String, MeshTimeout> of(String mesh) {
    Map<String, MeshTimeout> policies = new LinkedHashMap<>();
    policies.put("mesh-gateways-timeout-all-" + mesh, gateways());
    policies.put("mesh-timeout-all-" + mesh, sidecars());
    return Collections.unmodifiableMap(policies);
  }

  /** Clients of a gateway are not trusted to be quick, and must not tie it up. */
  private static MeshTimeout gateways() {
    return policy(
        ProxyType.Gateway,
        new Conf(
            null, Duration.ofHours(1), new Http(null, Duration.ofSeconds(5), null, null, null)),
        new Conf(
            null,
            Duration.ofMinutes(5),
            new Http(null, Duration.ofSeconds(5), null, null, Duration.ofMillis(500))));
  }

  /** Inbounds wait longer than outbounds, so that it is the client's settings that count. */
  private static MeshTimeout sidecars() {
    return policy(
        ProxyType.Sidecar,
        new Conf(
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            new Http(Duration.ofSeconds(15), Duration.ofMinutes(30), null, null, null)),
        new Conf(
            Duration.ofSeconds(10),
            Duration.ofHours(2),
            new Http(Duration.ZERO, Duration.ofHours(1), Duration.ZERO, null, null)));
  }

  private static MeshTimeout policy(ProxyType proxies, Conf to, Conf from) {
    TargetRef target =
        new TargetRef(TargetRefKind.Mesh, null, null, null, List.of(proxies), null, null, null);
    return new MeshTimeout(
        target, List.of(new To(TargetRef.MESH, to)), List.of(new From(TargetRef.MESH, from)), null);
  }
}
