package io.kuma.dp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /ready} on the loopback (contract 4.10): {@code READY} with 200 when Envoy runs and
 * calls itself ready, else 503 with {@code NOT_READY}, or {@code TERMINATING} from the signal to
 * stop onwards. Envoy's readiness listener sends its callers here, so this is what the platform's
 * probe sees.
 *
 * <p>One thread, one caller at a time, no server library: a probe every few seconds is all that
 * ever comes.
 */
final class Readiness implements AutoCloseable {

  private static final Duration ENVOY_TIMEOUT = Duration.ofSeconds(1);
  private static final int CALLER_TIMEOUT_MILLIS = 1000;
  private static final int MAX_REQUEST_BYTES = 8 * 1024;

  /** What kuma-dp itself can say, before Envoy is asked. */
  private sealed interface State {
    record Starting() implements State {}

    record Running(EnvoyHttp envoy, BooleanSupplier helpers) implements State {}

    record Terminating() implements State {}
  }

  private final ServerSocket listener;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Starting());

  private Readiness(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * Starts to answer.
   *
   * @param port on 127.0.0.1; 0: any free one
   * @throws Failure when the port is in use
   */
  static Readiness start(int port) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      Readiness readiness = new Readiness(listener);
      Thread thread = new Thread(readiness::serve, "readiness");
      thread.setDaemon(true);
      thread.start();
      return readiness;
    } catch (IOException e) {
      throw new Failure(
          "cannot listen on 127.0.0.1:"
              + port
              + " for readiness ("
              + e.getMessage()
              + "): choose another port with --readiness-port, or 0 for none",
          e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /**
   * Envoy runs.
   *
   * @param helpers whether what the workload needs beside Envoy works
   */
  void running(EnvoyHttp envoy, BooleanSupplier helpers) {
    state.updateAndGet(s -> s instanceof State.Starting ? new State.Running(envoy, helpers) : s);
  }

  void terminating() {
    state.set(new State.Terminating());
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket caller = listener.accept()) {
        caller.setSoTimeout(CALLER_TIMEOUT_MILLIS);
        String answer = answer(requestLine(caller.getInputStream()));
        caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The caller went away, or we are closing: either way there is nobody left to tell.
      }
    }
  }

  private String answer(String requestLine) {
    String[] parts = requestLine.split("[ ?]", 3);
    if (parts.length < 2 || !parts[1].equals("/ready")) {
      return response("404 Not Found", "NOT_FOUND");
    }
    State now = state.get();
    if (now instanceof State.Terminating) {
      return response("503 Service Unavailable", "TERMINATING");
    }
    return now instanceof State.Running running
            && running.helpers().getAsBoolean()
            && isReady(running.envoy())
        ? response("200 OK", "READY")
        : response("503 Service Unavailable", "NOT_READY");
  }

  private static boolean isReady(EnvoyHttp envoy) {
    try {
      return envoy.ask("GET", "/ready", Map.of(), ENVOY_TIMEOUT).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The first line; the rest of the head is read too, so that closing does not reset the
   * connection.
   */
  private static String requestLine(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0 || head.length() >= MAX_REQUEST_BYTES) {
        throw new EOFException("no request");
      }
      head.append((char) c);
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  private static String response(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\ncontent-type: text/plain\r\nconnection: close\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
