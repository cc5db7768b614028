package io.kuma.dp.dns;

import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The DNS server, over UDP and TCP at one port of 127.0.0.1. */
public final class DnsServer implements AutoCloseable {
  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

  private final LocalAnswers local;
  private final DnsMetrics metrics;
  private final UdpFront udp;
  private final TcpFront tcp;
  private final Log log;

  private DnsServer(LocalAnswers local, DnsMetrics metrics, UdpFront udp, TcpFront tcp, Log log) {
    this.local = local;
    this.metrics = metrics;
    this.udp = udp;
    this.tcp = tcp;
    this.log = log;
  }

  /**
   * Starts to answer; until it has a table all queries are forwarded.
   *
   * @throws Failure when the port is in use
   */
  public static DnsServer start(int port, Log log) {
    return start(port, new Resolvers(RESOLVERS), log);
  }

  static DnsServer start(int port, Supplier<List<InetSocketAddress>> resolvers, Log log) {
    LocalAnswers local = new LocalAnswers();
    DnsMetrics metrics = new DnsMetrics();
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      UdpFront udp =
          UdpFront.start(new InetSocketAddress(loopback, port), local, metrics, resolvers, log);
      try {
        InetSocketAddress same = new InetSocketAddress(loopback, udp.port());
        return new DnsServer(
            local, metrics, udp, TcpFront.start(same, local, metrics, resolvers, log), log);
      } catch (IOException e) {
        udp.close();
        throw e;
      }
    } catch (IOException e) {
      throw new Failure(
          "cannot listen on 127.0.0.1:"
              + port
              + " for DNS ("
              + e.getMessage()
              + "): choose another port with --dns-proxy-port, or say --dns-enabled=false",
          e);
    }
  }

  int port() throws IOException {
    return udp.port();
  }

  /**
   * Takes over the names of the mesh.
   *
   * @throws IOException if the document has none; the last ones stay
   */
  public void read(String json) throws IOException {
    HostTable table = HostTable.parse(json);
    local.replace(table);
    metrics.names(table.byName().size());
    log.debug("DNS knows " + table.byName().size() + " names of the mesh");
  }

  /** What is counted of queries, in Prometheus' text format. */
  public String metrics() {
    return metrics.text();
  }

  /** Whether the names of the mesh are known. */
  public boolean isConfigured() {
    return local.isKnown();
  }

  @Override
  public void close() {
    try {
      udp.close();
      tcp.close();
    } catch (IOException e) {
      log.debug("DNS: " + e.getMessage());
    }
  }
}
