package io.kuma.tcpecho;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One client, from its first byte to its last. The first bytes decide: a request line of HTTP/1
 * makes it an HTTP connection for good, anything else is echoed as it comes.
 */
final class EchoConnection {

  /**
   * Longer than Envoy keeps an idle upstream connection (1 h), so that it is never us who closes
   * under a request.
   */
  private static final int IDLE_MILLIS = 70 * 60 * 1000;

  /**
   * A request that has begun must have arrived within this time; also how long an undecided
   * beginning is waited for.
   */
  private static final int REQUEST_MILLIS = 10_000;

  private static final int UNDECIDED_MILLIS = 500;
  private static final int MAX_DISCARDED_BYTES = 4 * 1024 * 1024;
  private static final int PREVIEW_CHARS = 80;

  private final Socket socket;
  private final String name;
  private final Consumer<String> log;

  EchoConnection(Socket socket, String name, Consumer<String> log) {
    this.socket = socket;
    this.name = name;
    this.log = log;
  }

  void run() throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(IDLE_MILLIS);
    BufferedInputStream in =
        new BufferedInputStream(socket.getInputStream(), HttpRequest.MAX_LINE_BYTES);
    OutputStream out = socket.getOutputStream();
    if (speaksHttp(in)) {
      answerRequests(in, out);
    } else {
      echoBytes(in, out);
    }
  }

  /**
   * Looks at the first bytes without consuming them. Beginnings that may still become a request
   * line are waited for, but not long: a raw client that says {@code GET} and expects it back gets
   * it back.
   */
  private boolean speaksHttp(BufferedInputStream in) throws IOException {
    byte[] seen = new byte[HttpRequest.MAX_LINE_BYTES];
    int length = 0;
    in.mark(HttpRequest.MAX_LINE_BYTES);
    try {
      while (length < seen.length) {
        int read = in.read(seen, length, seen.length - length);
        if (read < 0) {
          return false;
        }
        length += read;
        String text = new String(seen, 0, length, StandardCharsets.ISO_8859_1);
        if (HttpRequest.startsWithRequestLine(text)) {
          return true;
        }
        if (!HttpRequest.mayBecomeRequestLine(text)) {
          return false;
        }
        socket.setSoTimeout(UNDECIDED_MILLIS);
      }
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      in.reset();
      socket.setSoTimeout(IDLE_MILLIS);
    }
  }

  /**
   * Closing with input unread would reset the connection, and the client might never see our
   * answer.
   */
  private void discardTheRest(BufferedInputStream in) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(UNDECIDED_MILLIS);
    in.readNBytes(MAX_DISCARDED_BYTES);
  }

  private void echoBytes(BufferedInputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      log.accept(client() + " sent " + read + " bytes: " + preview(buffer, read));
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  private void answerRequests(BufferedInputStream in, OutputStream out) throws IOException {
    boolean keepAlive = true;
    while (keepAlive && awaitFirstByte(in)) {
      socket.setSoTimeout(REQUEST_MILLIS);
      try {
        HttpRequest request = HttpRequest.read(in, out);
        log.accept(String.join(" ", client(), request.protocol(), request.method(), request.url()));
        keepAlive = request.keepAlive();
        pause(request);
        respond(out, "200 OK", request.raw(), keepAlive, !request.method().equals("HEAD"));
      } catch (HttpRequest.Refused e) {
        log.accept(client() + " refused: " + e.status());
        respond(out, e.status(), e.status() + "\n", false, true);
        discardTheRest(in);
        return;
      }
      socket.setSoTimeout(IDLE_MILLIS);
    }
  }

  private static boolean awaitFirstByte(BufferedInputStream in) throws IOException {
    in.mark(1);
    boolean more = in.read() >= 0;
    in.reset();
    return more;
  }

  private static void pause(HttpRequest request) throws HttpRequest.Refused {
    Optional<Long> delay = request.delayMillis();
    if (delay.isPresent()) {
      try {
        Thread.sleep(delay.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void respond(
      OutputStream out, String status, String body, boolean keepAlive, boolean withBody)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(status).append("\r\n");
    head.append("content-type: text/plain; charset=utf-8\r\n");
    head.append("content-length: ").append(body.length()).append("\r\n");
    if (!name.isEmpty()) {
      head.append("x-echo-instance: ").append(name).append("\r\n");
    }
    head.append("connection: ").append(keepAlive ? "keep-alive" : "close").append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (withBody) {
      out.write(body.getBytes(StandardCharsets.ISO_8859_1));
    }
    out.flush();
  }

  private String client() {
    return socket.getRemoteSocketAddress().toString();
  }

  /** What a log line may show of bytes from anywhere: printable ASCII, and not much of it. */
  private static String preview(byte[] bytes, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, PREVIEW_CHARS); i++) {
      text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
    }
    return length > PREVIEW_CHARS ? text + "…" : text.toString();
  }
}
