package io.kuma.cp.dpserver;

import com.linecorp.armeria.server.Server;
import java.util.concurrent.CompletionException;

/** Starts servers so that a failure says which of them and why. */
final class Servers {
  private Servers() {}

  static void start(Server server, String name) {
    try {
      server.start().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          name
              + " on port "
              + server.config().ports().get(0).localAddress().getPort()
              + " did not start: "
              + cause.getMessage(),
          cause);
    }
  }
}
