package io.kuma.policy.meshretry;

import io.kuma.model.TargetRef;
import io.kuma.policy.meshretry.MeshRetry.BackOff;
import io.kuma.policy.meshretry.MeshRetry.Conf;
import io.kuma.policy.meshretry.MeshRetry.Grpc;
import io.kuma.policy.meshretry.MeshRetry.Http;
import io.kuma.policy.meshretry.MeshRetry.Tcp;
import io.kuma.policy.meshretry.MeshRetry.To;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The retries that a new mesh starts with (contract section 3.5, with the recorded values). */
public final class MeshRetryDefaults {
  private static final int TIMES = 5;
  private static final BackOff BACK_OFF =
      new BackOff(Duration.ofMillis(25), Duration.ofMillis(250));

  /** A bit longer than requests may take at all, so that it is never what ends one. */
  private static final Duration PER_TRY = Duration.ofSeconds(16);

  private MeshRetryDefaults() {}

  /** The policies of {@code mesh}, by name. */
  public static Map<String, MeshRetry> of(String mesh) {
    Conf conf =
        new Conf(
            new Tcp(TIMES),
            new Http(TIMES, PER_TRY, BACK_OFF, null, null, null, null, null, null),
            new Grpc(TIMES, PER_TRY, BACK_OFF, null, null));
    return Map.of(
        "mesh-retry-all-" + mesh,
        new MeshRetry(TargetRef.MESH, List.of(new To(TargetRef.MESH, conf))));
  }
}
