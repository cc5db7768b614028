package io.kuma.dp.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Asked by the library's own client, over real sockets; a second server stands for the machine's
 * resolver.
 */
@Timeout(60)
class DnsServerTest {
  private static final Log QUIET =
      new Log(
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
          Log.Level.OFF);

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private DnsServer resolver = DnsServer.start(0, List::of, QUIET);
  private DnsServer server;

  @BeforeEach
  void start() throws IOException {
    resolver.read("{\"records\":[{\"name\":\"example.test\",\"ips\":[\"192.0.2.7\"]}],\"ttl\":60}");
    server = DnsServer.start(0, () -> List.of(address(resolver)), QUIET);
    server.read(
        """
        {"records":[{"name":"backend.svc.mesh.local","ips":["241.0.0.1","fd00:fd00::1"]},
                    {"name":"many.mesh","ips":[%s]}],
         "ttl":30,"extraLabels":{"mesh":"m"},"later":[1]}"""
            .formatted(
                IntStream.range(0, 200)
                    .mapToObj(i -> "\"10.0.0." + i + "\"")
                    .collect(Collectors.joining(","))));
  }

  @AfterEach
  void stop() {
    server.close();
    resolver.close();
  }

  private static InetSocketAddress address(DnsServer of) {
    try {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), of.port());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Message ask(DnsServer whom, String name, int type, boolean tcp) throws IOException {
    SimpleResolver client = new SimpleResolver(address(whom));
    client.setTCP(tcp);
    client.setTimeout(Duration.ofSeconds(20));
    return client.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), type, org.xbill.DNS.DClass.IN)));
  }

  private static List<String> answers(Message message) {
    return message.getSection(Section.ANSWER).stream()
        .map(record -> record.getTTL() + " " + record.rdataToString())
        .toList();
  }

  @Test
  void namesOfTheMeshAreAnsweredHere() throws IOException {
    assertThat(answers(ask(server, "backend.svc.mesh.local.", Type.A, false)))
        .containsExactly("30 241.0.0.1");
    assertThat(answers(ask(server, "BACKEND.svc.mesh.local.", Type.AAAA, true)))
        .containsExactly("30 fd00:fd00:0:0:0:0:0:1");
    Message none = ask(server, "backend.svc.mesh.local.", Type.MX, false);
    assertThat(none.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(none.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answers(none)).isEmpty();
  }

  @Test
  void othersAreAnsweredByTheResolver() throws IOException {
    assertThat(answers(ask(server, "example.test.", Type.A, false)))
        .containsExactly("60 192.0.2.7");
    assertThat(answers(ask(server, "example.test.", Type.A, true))).containsExactly("60 192.0.2.7");
    assertThat(ask(resolver, "nobody.test.", Type.A, false).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  /** The client goes over to TCP by itself. */
  @Test
  void whatIsTooLongForUdpIsSaidOverTcp() throws IOException {
    assertThat(answers(ask(server, "many.mesh.", Type.A, false))).hasSize(200);
  }

  @Test
  void aResolverThatIsSilentIsPassedOver() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, loopback);
        DnsServer patient =
            DnsServer.start(
                0,
                () ->
                    List.of(
                        new InetSocketAddress(loopback, silent.getLocalPort()), address(resolver)),
                QUIET)) {
      assertThat(answers(ask(patient, "example.test.", Type.A, false)))
          .containsExactly("60 192.0.2.7");
    }
  }

  @Test
  void whatIsNoQueryIsDropped() throws IOException {
    try (DatagramSocket client = new DatagramSocket(0, loopback)) {
      for (byte[] packet : List.of(new byte[0], new byte[] {1}, new byte[600])) {
        client.send(new DatagramPacket(packet, packet.length, address(server)));
      }
    }
    assertThat(answers(ask(server, "backend.svc.mesh.local.", Type.A, false))).hasSize(1);
  }

  @Test
  void aBadDocumentLeavesTheLastOne() throws IOException {
    for (String bad :
        List.of(
            "",
            "[]",
            "{\"records\":1}",
            "{\"records\":[{\"name\":\"x\",\"ips\":[\"localhost\"]}]}",
            "{\"records\":[{\"name\":")) {
      assertThatThrownBy(() -> server.read(bad)).as(bad).isInstanceOf(IOException.class);
    }
    assertThat(answers(ask(server, "backend.svc.mesh.local.", Type.A, false))).hasSize(1);
  }

  @Test
  void thePortMustBeFree() throws IOException {
    int taken = server.port();
    assertThatThrownBy(() -> DnsServer.start(taken, List::of, QUIET))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--dns-proxy-port");
  }

  @Test
  void resolversAreThoseOfTheMachine(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("resolv.conf");
    Resolvers resolvers = new Resolvers(file);
    assertThat(resolvers.get()).isEmpty();
    Files.writeString(
        file, "# nameserver 192.0.2.9\nsearch x\nnameserver 192.0.2.1\n nameserver ::1\n");
    assertThat(resolvers.get()).extracting(InetSocketAddress::getPort).containsExactly(53, 53);
    assertThat(hosts(resolvers)).containsExactly("192.0.2.1", "0:0:0:0:0:0:0:1");
    Files.writeString(file, "nameserver 192.0.2.2\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(hosts(resolvers)).containsExactly("192.0.2.2");
  }

  private static List<String> hosts(Resolvers resolvers) {
    return resolvers.get().stream().map(one -> one.getAddress().getHostAddress()).toList();
  }

  @Test
  void queriesAreCountedByTheirAnswers() throws IOException {
    ask(server, "backend.svc.mesh.local.", Type.A, false);
    ask(server, "example.test.", Type.AAAA, true);
    ask(resolver, "nobody.test.", Type.MX, false);
    assertThat(server.metrics())
        .contains(
            "kuma_dp_dns_queries_total{qtype=\"A\",source=\"local\"} 1\n",
            "kuma_dp_dns_queries_total{qtype=\"AAAA\",source=\"upstream\"} 1\n",
            "kuma_dp_dns_response_codes_total{rcode=\"noerror\"} 2\n",
            "kuma_dp_dns_entries_total 2\n",
            "kuma_dp_dns_upstream_request_failure_count 0\n",
            "kuma_dp_dns_request_duration_seconds_count 2\n",
            "kuma_dp_dns_upstream_request_duration_seconds_bucket{le=\"+Inf\"} 1\n");
    assertThat(resolver.metrics())
        .contains(
            "kuma_dp_dns_queries_total{qtype=\"other\",source=\"upstream\"} 1\n",
            "kuma_dp_dns_response_codes_total{rcode=\"servfail\"} 1\n",
            "kuma_dp_dns_upstream_request_failure_count 1\n");
  }
}
