package io.kuma.dp.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a caller wants to have probed, and how. */
sealed interface Probe {
  Pattern PATH = Pattern.compile("/(?:(tcp|grpc)/)?([0-9]{1,5})(/[^?]*)?(\\?.*)?");
  String OWN_HEADERS = "x-kuma-probes-";
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
  int MAX_TIMEOUT_SECONDS = 300;
  int MAX_PORT = 65_535;

  int port();

  /** Whether a connection can be made. */
  record Tcp(int port) implements Probe {}

  /**
   * Whether {@code grpc.health.v1.Health} says SERVING.
   *
   * @param service that is asked about; empty: all of the server
   */
  record Grpc(int port, String service) implements Probe {}

  /**
   * Whether GET answers with 200 to 399.
   *
   * @param target path and query
   * @param headers of the caller, by names in small letters
   */
  record Http(int port, boolean tls, String target, Map<String, String> headers) implements Probe {}

  /**
   * Reads a request.
   *
   * @param target path and query: {@code /<port>/<path>}, {@code /tcp/<port>} or {@code
   *     /grpc/<port>}
   * @param headers by names in small letters
   * @return nothing if it does not say what to probe
   */
  static Optional<Probe> of(String target, Map<String, String> headers) {
    Matcher path = PATH.matcher(target);
    if (!path.matches() || Integer.parseInt(path.group(2)) > MAX_PORT) {
      return Optional.empty();
    }
    int port = Integer.parseInt(path.group(2));
    if ("tcp".equals(path.group(1))) {
      return Optional.of(new Tcp(port));
    } else if ("grpc".equals(path.group(1))) {
      return Optional.of(new Grpc(port, headers.getOrDefault(OWN_HEADERS + "grpc-service", "")));
    }
    boolean tls = "https".equalsIgnoreCase(headers.get(OWN_HEADERS + "scheme"));
    String rest = path.group(3) == null ? "/" : path.group(3);
    String query = path.group(4) == null ? "" : path.group(4);
    return Optional.of(new Http(port, tls, rest + query, forwarded(headers)));
  }

  /** All but those that are for us, and those that are about this connection. */
  private static Map<String, String> forwarded(Map<String, String> headers) {
    Map<String, String> forwarded = new TreeMap<>(headers);
    forwarded.keySet().removeIf(name -> name.startsWith(OWN_HEADERS));
    forwarded.keySet().removeAll(List.of("connection", "content-length", "transfer-encoding"));
    String host = headers.get(OWN_HEADERS + "host");
    if (host != null) {
      forwarded.put("host", host);
    }
    return forwarded;
  }

  /** How long the caller waits: whole seconds in a header. */
  static Duration timeout(Map<String, String> headers) {
    String seconds = headers.getOrDefault(OWN_HEADERS + "timeout", "");
    if (!seconds.matches("[0-9]{1,3}") || seconds.matches("0+")) {
      return DEFAULT_TIMEOUT;
    }
    return Duration.ofSeconds(Math.min(Integer.parseInt(seconds), MAX_TIMEOUT_SECONDS));
  }

  /** A connection from an address that redirection leaves alone. */
  static Socket connect(InetAddress own, InetSocketAddress to, Duration timeout)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(own, 0));
      socket.connect(to, (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      return socket;
    } catch (IOException | IllegalArgumentException e) {
      socket.close();
      throw e;
    }
  }
}
