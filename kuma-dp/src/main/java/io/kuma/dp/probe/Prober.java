package io.kuma.dp.probe;

import io.kuma.dp.probe.Probe.Grpc;
import io.kuma.dp.probe.Probe.Http;
import io.kuma.dp.probe.Probe.Tcp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Probes the application at the proxy's address. It calls from an address that the redirection of
 * connections leaves alone, or it would reach the proxy.
 */
final class Prober implements AutoCloseable {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final int MAX_STATUS_LINE = 1024;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  /** {@code HealthCheckResponse{status: SERVING}}, field 1 with the value 1. */
  private static final byte[] SERVING = {0x08, 0x01};

  private final InetAddress application;
  private final InetAddress own;
  private @Nullable UnaryGrpc grpc;

  /** What came out: healthy with 200, or a status that says what is wrong. */
  record Result(boolean healthy, int status) {}

  /**
   * For an application.
   *
   * @param address of the proxy
   */
  Prober(InetAddress address) throws UnknownHostException {
    this(address, InetAddress.getByName(address instanceof Inet6Address ? "::6" : "127.0.0.6"));
  }

  private Prober(InetAddress application, InetAddress own) {
    this.application = application;
    this.own = own;
  }

  Result probe(Probe probe, Duration timeout) throws InterruptedException {
    try {
      if (probe instanceof Http http) {
        int status = http(http, timeout);
        boolean healthy = status >= OK && status < BAD_REQUEST;
        return new Result(healthy, healthy ? OK : status);
      }
      boolean healthy =
          probe instanceof Grpc call ? grpc(call, timeout) : tcp((Tcp) probe, timeout);
      return new Result(healthy, healthy ? OK : UNAVAILABLE);
    } catch (IOException e) {
      return new Result(false, UNAVAILABLE);
    }
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(application, port);
  }

  private boolean tcp(Tcp probe, Duration timeout) throws IOException {
    try (Socket socket = Probe.connect(own, at(probe.port()), timeout)) {
      return socket.isConnected();
    }
  }

  private boolean grpc(Grpc probe, Duration timeout) throws IOException, InterruptedException {
    byte[] answer =
        grpc()
            .call(
                at(probe.port()),
                "/grpc.health.v1.Health/Check",
                request(probe.service()),
                Map.of("user-agent", "kube-probe/kuma"),
                timeout);
    return Arrays.equals(answer, SERVING);
  }

  /** Made for the first probe: most applications need none, and it takes 10 MiB. */
  private synchronized UnaryGrpc grpc() {
    UnaryGrpc made = grpc == null ? UnaryGrpc.from(new InetSocketAddress(own, 0)) : grpc;
    grpc = made;
    return made;
  }

  /** {@code HealthCheckRequest{service}}, field 1; nothing if it is empty. */
  private static byte[] request(String service) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    byte[] text = service.getBytes(StandardCharsets.UTF_8);
    if (text.length > 0) {
      message.write(0x0a);
      int length = text.length;
      while (length > 0x7f) {
        message.write((length & 0x7f) | 0x80);
        length >>>= 7;
      }
      message.write(length);
      message.writeBytes(text);
    }
    return message.toByteArray();
  }

  /** The status. What is said beyond it is nobody's business. */
  private int http(Http probe, Duration timeout) throws IOException {
    try (Socket socket = Probe.connect(own, at(probe.port()), timeout);
        Socket used = probe.tls() ? AnyCertificate.over(socket) : socket) {
      used.getOutputStream().write(head(probe).getBytes(StandardCharsets.ISO_8859_1));
      used.getOutputStream().flush();
      Matcher line = STATUS_LINE.matcher(firstLine(used.getInputStream()));
      if (!line.matches()) {
        throw new IOException("not an HTTP answer");
      }
      return Integer.parseInt(line.group(1));
    }
  }

  private String head(Http probe) {
    Map<String, String> headers = new TreeMap<>(probe.headers());
    headers.putIfAbsent("host", application.getHostAddress() + ":" + probe.port());
    headers.putIfAbsent("user-agent", "kuma-probe");
    headers.put("connection", "close");
    StringBuilder head = new StringBuilder("GET " + probe.target() + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("\r\n").toString();
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n' && line.length() < MAX_STATUS_LINE) {
      if (c != '\r') {
        line.append((char) c);
      }
      c = in.read();
    }
    return line.toString();
  }

  @Override
  public synchronized void close() {
    if (grpc != null) {
      grpc.close();
    }
  }
}
