package io.kuma.dp.dns;

import io.kuma.dp.Log;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Queries over TCP, for answers that are too long for UDP: few, so each has a thread for itself.
 */
final class TcpFront implements AutoCloseable {
  private static final int MOST_CLIENTS = 16;
  private static final int TIMEOUT_MILLIS = 5_000;

  private final ServerSocket server;
  private final LocalAnswers local;
  private final DnsMetrics metrics;
  private final Supplier<List<InetSocketAddress>> resolvers;
  private final Log log;
  private final ExecutorService clients =
      new ThreadPoolExecutor(
          0, MOST_CLIENTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), TcpFront::daemon);

  private TcpFront(
      ServerSocket server,
      LocalAnswers local,
      DnsMetrics metrics,
      Supplier<List<InetSocketAddress>> resolvers,
      Log log) {
    this.server = server;
    this.local = local;
    this.metrics = metrics;
    this.resolvers = resolvers;
    this.log = log;
  }

  static TcpFront start(
      InetSocketAddress address,
      LocalAnswers local,
      DnsMetrics metrics,
      Supplier<List<InetSocketAddress>> resolvers,
      Log log)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    TcpFront started = new TcpFront(server, local, metrics, resolvers, log);
    daemon(started::accept).start();
    return started;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dns-tcp");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        try {
          clients.execute(() -> serve(client));
        } catch (RejectedExecutionException e) {
          client.close();
        }
      } catch (IOException e) {
        // It is the end, or that client went away.
        log.debug("DNS: " + e.getMessage());
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(TIMEOUT_MILLIS);
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] packet = receive(in);
        long now = System.nanoTime();
        Optional<Message> query = LocalAnswers.parse(packet);
        if (query.isEmpty()) {
          return;
        }
        Optional<byte[]> answer = local.answer(query.get(), false);
        if (answer.isPresent()) {
          send(out, answer.get());
          metrics.answeredHere(query.get().getQuestion().getType(), Rcode.NOERROR, now);
        } else {
          send(out, ask(packet, query.get(), now));
        }
      }
    } catch (IOException e) {
      // The client has had enough.
      log.debug("DNS: " + e.getMessage());
    }
  }

  private byte[] ask(byte[] packet, Message query, long received) {
    int type = query.getQuestion().getType();
    for (InetSocketAddress resolver : resolvers.get()) {
      long asked = System.nanoTime();
      try (Socket socket = new Socket()) {
        socket.connect(resolver, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        send(new DataOutputStream(socket.getOutputStream()), packet);
        byte[] answer = receive(new DataInputStream(socket.getInputStream()));
        metrics.answeredUpstream(type, LocalAnswers.code(answer), received, asked);
        return answer;
      } catch (IOException e) {
        log.debug("the resolver " + resolver + " cannot be asked: " + e.getMessage());
      }
    }
    metrics.failed(type, received);
    return LocalAnswers.failure(query);
  }

  private static byte[] receive(DataInputStream in) throws IOException {
    byte[] packet = new byte[in.readUnsignedShort()];
    in.readFully(packet);
    return packet;
  }

  private static void send(DataOutputStream out, byte[] packet) throws IOException {
    byte[] framed = new byte[packet.length + 2];
    framed[0] = (byte) (packet.length >> 8);
    framed[1] = (byte) packet.length;
    System.arraycopy(packet, 0, framed, 2, packet.length);
    out.write(framed);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    clients.shutdownNow();
  }
}
