package io.kuma.cp.dpserver;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Makes servers whose threads go with them, for the process may go on without the control plane,
 * and starts them so that a failure says which of them and why.
 */
public final class Servers {
  private Servers() {}

  /**
   * A server with threads of its own. Armeria's common ones live as long as the process and would
   * keep all classes of an undeployed control plane.
   *
   * @param workers how many threads serve connections
   */
  public static ServerBuilder builder(int workers) {
    return Server.builder()
        .workerGroup(workers)
        .startStopExecutor(task -> new Thread(task, "server-start-stop").start());
  }

  /**
   * Stops a server, started or not; done when the future is. Armeria never lets go of the TLS
   * context that it made for it: memory of OpenSSL's, which holds on to objects of ours, and
   * through them to all classes.
   */
  public static CompletableFuture<Void> stop(Server server) {
    return server
        .stop()
        .thenRun(
            () -> {
              SslContext tls = server.config().defaultVirtualHost().sslContext();
              if (tls != null && ReferenceCountUtil.refCnt(tls) > 0) {
                ReferenceCountUtil.release(tls);
              }
            });
  }

  /**
   * Starts a server.
   *
   * @throws IllegalStateException if it cannot listen
   */
  public static void start(Server server, String name) {
    try {
      server.start().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      IllegalStateException failure =
          new IllegalStateException(
              name
                  + " on port "
                  + server.config().ports().get(0).localAddress().getPort()
                  + " did not start: "
                  + cause.getMessage());
      // Not its cause: the innermost message is the one that operators read, and this one has more.
      failure.addSuppressed(cause);
      throw failure;
    }
  }
}
