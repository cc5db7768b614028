package io.kuma.xds.ads;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.kuma.xds.cache.ProxySnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One proxy's side of the protocol: what it asked for, what it holds and what it refused. Not
 * thread-safe.
 *
 * @param <Q> requests
 * @param <A> responses
 */
interface AdsSession<Q, A> {

  /** The node as the request names it; Envoy does so in its first request only. */
  Optional<Node> node(Q request);

  /** Takes note of a request and says what it means. */
  Reply receive(Q request, Instant now);

  /**
   * Hands out the responses that are due if the proxy should have {@code snapshot}, in the order in
   * which they must go out. Each counts as sent when it has been handed out.
   */
  void due(ProxySnapshot snapshot, Instant now, Consumer<Sent<A>> responses);

  /**
   * When something becomes due by itself after {@code now}: a refused response may be tried again.
   */
  Optional<Instant> nextRetry(Instant now);
}
