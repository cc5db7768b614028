package io.kuma.dp.dns;

import io.kuma.dp.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Queries over UDP. One thread, and nobody waits for another: what is forwarded is remembered by a
 * number that only the resolver is told, until its answer comes or the next one is asked.
 */
final class UdpFront implements AutoCloseable {
  private static final int LARGEST = 65_535;
  private static final int IDS = 65_536;
  private static final int MOST_PENDING = 4_096;
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long TICK_MILLIS = 250;

  private final DatagramChannel server;
  private final Selector selector;
  private final LocalAnswers local;
  private final DnsMetrics metrics;
  private final Supplier<List<InetSocketAddress>> resolvers;
  private final Log log;
  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
  private final Map<Integer, Pending> pending = new HashMap<>();
  private final Map<InetSocketAddress, DatagramChannel> channels = new HashMap<>();

  /** A query that a resolver was asked. */
  private record Pending(
      Message query,
      ByteBuffer packet,
      SocketAddress client,
      List<InetSocketAddress> resolvers,
      long received,
      int asked,
      long deadline) {
    int type() {
      return query.getQuestion().getType();
    }
  }

  private UdpFront(
      DatagramChannel server,
      Selector selector,
      LocalAnswers local,
      DnsMetrics metrics,
      Supplier<List<InetSocketAddress>> resolvers,
      Log log) {
    this.server = server;
    this.selector = selector;
    this.local = local;
    this.metrics = metrics;
    this.resolvers = resolvers;
    this.log = log;
  }

  static UdpFront start(
      InetSocketAddress address,
      LocalAnswers local,
      DnsMetrics metrics,
      Supplier<List<InetSocketAddress>> resolvers,
      Log log)
      throws IOException {
    DatagramChannel server = DatagramChannel.open();
    try {
      server.bind(address);
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_READ);
      UdpFront started = new UdpFront(server, selector, local, metrics, resolvers, log);
      Thread thread = new Thread(started::run, "dns");
      thread.setDaemon(true);
      thread.start();
      return started;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(pending.isEmpty() ? 0 : TICK_MILLIS);
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
          DatagramChannel channel = (DatagramChannel) keys.next().channel();
          keys.remove();
          read(channel);
        }
        pass(System.nanoTime());
      }
    } catch (ClosedSelectorException e) {
      // It is the end.
    } catch (IOException e) {
      log.info("DNS queries cannot be read any more: " + e.getMessage());
    }
  }

  private void read(DatagramChannel channel) {
    try {
      while (true) {
        SocketAddress from = channel.receive(buffer.clear());
        if (from == null) {
          return;
        }
        byte[] packet = new byte[buffer.flip().remaining()];
        buffer.get(packet);
        if (channel == server) {
          queried(packet, from);
        } else {
          answered(packet);
        }
      }
    } catch (IOException e) {
      // Such as that nobody listens at a resolver's port: its turn passes.
      log.debug("DNS: " + e.getMessage());
    }
  }

  private void queried(byte[] packet, SocketAddress client) throws IOException {
    long now = System.nanoTime();
    Optional<Message> query = LocalAnswers.parse(packet);
    if (query.isEmpty()) {
      return;
    }
    Optional<byte[]> answer = local.answer(query.get(), true);
    if (answer.isPresent()) {
      server.send(ByteBuffer.wrap(answer.get()), client);
      metrics.answeredHere(query.get().getQuestion().getType(), Rcode.NOERROR, now);
    } else {
      ask(new Pending(query.get(), ByteBuffer.wrap(packet), client, resolvers.get(), now, 0, 0));
    }
  }

  /** Asks the next resolver; if there is none, the client is told so. */
  private void ask(Pending one) throws IOException {
    int next = one.asked();
    while (next < one.resolvers().size() && pending.size() < MOST_PENDING) {
      InetSocketAddress resolver = one.resolvers().get(next++);
      int id = freeId();
      try {
        channel(resolver).write(ByteBuffer.wrap(numbered(one.packet().array(), id)));
        pending.put(
            id,
            new Pending(
                one.query(),
                one.packet(),
                one.client(),
                one.resolvers(),
                one.received(),
                next,
                System.nanoTime() + PATIENCE_NANOS));
        return;
      } catch (IOException e) {
        log.debug("the resolver " + resolver + " cannot be asked: " + e.getMessage());
      }
    }
    server.send(ByteBuffer.wrap(LocalAnswers.failure(one.query())), one.client());
    metrics.failed(one.type(), one.received());
  }

  private void answered(byte[] packet) throws IOException {
    if (packet.length < 2) {
      return;
    }
    Pending one = pending.remove(((packet[0] & 0xff) << 8) | (packet[1] & 0xff));
    if (one != null) {
      server.send(ByteBuffer.wrap(numbered(packet, one.query().getHeader().getID())), one.client());
      metrics.answeredUpstream(
          one.type(), LocalAnswers.code(packet), one.received(), one.deadline() - PATIENCE_NANOS);
    }
  }

  private void pass(long now) throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    List<Map.Entry<Integer, Pending>> late =
        pending.entrySet().stream().filter(entry -> entry.getValue().deadline() < now).toList();
    for (Map.Entry<Integer, Pending> entry : late) {
      pending.remove(entry.getKey());
      ask(entry.getValue());
    }
  }

  /** Connected, so that only the resolver's own packets are taken for its answers. */
  private DatagramChannel channel(InetSocketAddress resolver) throws IOException {
    @Nullable DatagramChannel known = channels.get(resolver);
    if (known == null) {
      known = DatagramChannel.open();
      known.configureBlocking(false);
      known.connect(resolver);
      known.register(selector, SelectionKey.OP_READ);
      channels.put(resolver, known);
    }
    return known;
  }

  /** Nobody who does not see it can guess it. */
  private int freeId() {
    int id;
    do {
      id = random.nextInt(IDS);
    } while (pending.containsKey(id));
    return id;
  }

  private static byte[] numbered(byte[] packet, int id) {
    byte[] copy = packet.clone();
    copy[0] = (byte) (id >> 8);
    copy[1] = (byte) id;
    return copy;
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
    for (DatagramChannel channel : channels.values()) {
      channel.close();
    }
  }
}
