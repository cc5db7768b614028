package io.kuma.dp.accesslog;

import io.kuma.dp.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whoever listens at one address. As long as it is away or slow, lines wait, and when too many do,
 * the newest are dropped: Envoy must never wait for a log.
 */
final class LogSink implements AutoCloseable {
  private static final int MOST_WAITING = 1_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String address;
  private final Log log;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;

  private LogSink(String address, Log log) {
    this.address = address;
    this.log = log;
    this.thread = new Thread(this::send, "access-log " + address);
    thread.setDaemon(true);
  }

  static LogSink start(String address, Log log) {
    LogSink sink = new LogSink(address, log);
    sink.thread.start();
    return sink;
  }

  /** Takes a line. Never waits. */
  void offer(String message) {
    if (!waiting.offer(message)) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void send() {
    boolean told = false;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        String first = waiting.take();
        try (Socket socket = connect()) {
          if (told || dropped.get() > 0) {
            log.info(
                "access logs reach " + address + " again; " + dropped.getAndSet(0) + " were lost");
            told = false;
          }
          write(socket, first);
        } catch (IOException | IllegalArgumentException e) {
          if (!told) {
            log.info("access logs do not reach " + address + ": " + e.getMessage());
            told = true;
          }
          Thread.sleep(PAUSE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket connect() throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IOException("the address has no port");
    }
    String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))),
          (int) CONNECT_TIMEOUT.toMillis());
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Until the connection breaks; the line that was being written then is lost. */
  private void write(Socket socket, String first) throws IOException, InterruptedException {
    try (OutputStream out = socket.getOutputStream()) {
      String next = first;
      while (true) {
        out.write(next.getBytes(StandardCharsets.UTF_8));
        next = waiting.take();
      }
    }
  }
}
