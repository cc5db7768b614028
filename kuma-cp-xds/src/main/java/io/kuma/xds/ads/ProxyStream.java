package io.kuma.xds.ads;

import io.grpc.Status;

/**
 * An open stream, as those see it who decide what goes over it. Safe to use from any thread; never
 * blocks.
 */
public interface ProxyStream {

  /**
   * Something may be due: the snapshot changed, or a secret is to be renewed. Many calls may become
   * one.
   */
  void wake();

  /** Ends the stream. The proxy will connect again. */
  void end(Status status);
}
