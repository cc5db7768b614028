package io.kuma.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A collector of traces over HTTP, that keeps the bytes of what it is sent. */
final class TraceCollector implements AutoCloseable {
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] message = exchange.getRequestBody().readAllBytes();
          received.add(new String(message, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The texts of all messages, among other bytes. */
  String received() {
    return String.join("", received);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
