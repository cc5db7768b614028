package io.kuma.xds.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one proxy, made only when it asks for them and does not hold them already: issuing
 * a certificate costs more than anything else that is sent, and a proxy that merely reconnects
 * needs none.
 */
@FunctionalInterface
public interface SecretSource {
  /** For proxies without secrets. */
  SecretSource NONE = (name, held) -> Optional.empty();

  /**
   * The secret as the proxy should have it now. If what it holds still stands, the answer has the
   * version {@code held}, and its body is never asked for.
   *
   * @param held the version that the proxy holds; null if it holds none
   * @return empty if there is no such secret, or not yet
   */
  Optional<VersionedResource> find(String name, @Nullable String held);
}
