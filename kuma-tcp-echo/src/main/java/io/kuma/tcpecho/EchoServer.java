package io.kuma.tcpecho;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Accepts connections and gives each a thread of its own, up to {@link #MAX_CONNECTIONS}; one more
 * is closed at once, which a client sees as a reset and a load balancer as a reason to go
 * elsewhere.
 */
final class EchoServer implements AutoCloseable {

  static final int MAX_CONNECTIONS = 256;
  private static final int THREAD_STACK_BYTES = 256 * 1024;

  private final ServerSocket listener;
  private final String name;
  private final PrintStream log;
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private EchoServer(ServerSocket listener, String name, PrintStream log) {
    this.listener = listener;
    this.name = name;
    this.log = log;
  }

  /**
   * Listens on {@code address} (port 0: any free one) until closed.
   *
   * @param name value of the response header {@code x-echo-instance}; empty: no such header
   * @throws IOException when the address cannot be listened on
   */
  static EchoServer start(InetSocketAddress address, String name, PrintStream log)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, 128);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    EchoServer server = new EchoServer(listener, name, log);
    server.log("listening on " + listener.getLocalSocketAddress());
    new Thread(server::acceptAll, "accept").start();
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One line, whole, with the time in UTC. Lines of several connections do not mix. */
  void log(String line) {
    log.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
  }

  private void acceptAll() {
    try {
      while (!listener.isClosed()) {
        serve(listener.accept());
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        log("no longer accepting: " + e);
      }
    } finally {
      closed.countDown();
    }
  }

  private void serve(Socket socket) throws IOException {
    if (!free.tryAcquire()) {
      log(
          socket.getRemoteSocketAddress()
              + " refused: all "
              + MAX_CONNECTIONS
              + " connections are open");
      socket.close();
      return;
    }
    open.add(socket);
    new Thread(null, () -> converse(socket), "connection", THREAD_STACK_BYTES).start();
  }

  private void converse(Socket socket) {
    try (socket) {
      new EchoConnection(socket, name, this::log).run();
    } catch (IOException e) {
      log(socket.getRemoteSocketAddress() + " gone: " + e.getMessage());
    } finally {
      open.remove(socket);
      free.release();
    }
  }
}
