package io.kuma.dp.metrics;

import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Answers for Prometheus, which Envoy lets in: HTTP on a unix socket, one caller at a time. */
public final class MetricsServer implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 16 * 1024;
  private static final int MAX_LENGTH = 98;

  private final Path socket;
  private final ServerSocketChannel listener;
  private final Supplier<String> text;
  private final Log log;

  private MetricsServer(Path socket, ServerSocketChannel listener, Supplier<String> text, Log log) {
    this.socket = socket;
    this.listener = listener;
    this.text = text;
    this.log = log;
  }

  /** Where it answers for a proxy; the control plane tells Envoy the same. */
  public static Path socket(Path socketDir, String name, String mesh) {
    String path = socketDir.resolve("kuma-mh-" + name + "-" + mesh).toString();
    return Path.of(path.substring(0, Math.min(path.length(), MAX_LENGTH)) + ".sock");
  }

  /**
   * Starts to answer.
   *
   * @param socket its file; one that was left behind is replaced
   */
  static MetricsServer start(Path socket, Supplier<String> text, Log log) {
    try {
      Files.deleteIfExists(socket);
      ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(socket));
      MetricsServer started = new MetricsServer(socket, listener, text, log);
      Thread thread = new Thread(started::serve, "metrics");
      thread.setDaemon(true);
      thread.start();
      return started;
    } catch (IOException e) {
      throw new Failure("cannot listen on " + socket + " for metrics: " + e.getMessage(), e);
    }
  }

  private void serve() {
    while (listener.isOpen()) {
      try (SocketChannel caller = listener.accept()) {
        readHead(Channels.newInputStream(caller));
        byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
        OutputStream out = Channels.newOutputStream(caller);
        out.write(
            ("HTTP/1.1 200 OK\r\ncontent-type: text/plain; version=0.0.4; charset=utf-8\r\n"
                    + "connection: close\r\ncontent-length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
      } catch (IOException e) {
        // The caller went away, or we are closing: either way there is nobody left to tell.
        log.debug("metrics: " + e.getMessage());
      }
    }
  }

  /** Whatever is asked for: there is but one thing to say. */
  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0 || head.length() >= MAX_REQUEST_BYTES) {
        throw new IOException("no request");
      }
      head.append((char) c);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      log.debug("metrics: " + e.getMessage());
    }
  }
}
