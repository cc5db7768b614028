package io.kuma.dp;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What preparation leaves for the process that stays: how to start Envoy and how to treat it. It
 * holds no secrets; those are in the files that Envoy reads. It travels as a properties file in the
 * private directory.
 *
 * @param command Envoy's program and arguments
 * @param admin Envoy's administration interface: a unix socket or TCP on the loopback
 * @param drainTime from the signal to stop until Envoy is gone, at most
 * @param readinessPort TCP port of {@code /ready} on 127.0.0.1; 0: none
 * @param dnsPort UDP and TCP port of the DNS server on 127.0.0.1; 0: none
 * @param probePort TCP port where the platform's probes are answered; 0: none
 * @param socketDir where Envoy's unix sockets are
 * @param address of the proxy; empty if it has none
 * @param metricsSocket where Envoy looks for what Prometheus asks
 * @param applications beside the proxy that have metrics, a JSON list
 * @param accessLogPipe where Envoy writes access logs that are for TCP addresses
 */
public record Plan(
    List<String> command,
    SocketAddress admin,
    Duration drainTime,
    int readinessPort,
    int dnsPort,
    int probePort,
    Path socketDir,
    String address,
    Path metricsSocket,
    String applications,
    Optional<Path> accessLogPipe,
    Log.Level logLevel) {

  private static final String FILE = "plan.properties";
  private static final String ARGUMENT = "argument.";

  public Plan {
    command = List.copyOf(command);
  }

  /** Leaves the plan in {@code directory}. */
  public void write(PrivateDir directory) {
    Properties properties = new Properties();
    for (int i = 0; i < command.size(); i++) {
      properties.setProperty(ARGUMENT + i, command.get(i));
    }
    if (admin instanceof InetSocketAddress tcp) {
      properties.setProperty("admin.host", tcp.getHostString());
      properties.setProperty("admin.port", Integer.toString(tcp.getPort()));
    } else if (admin instanceof UnixDomainSocketAddress unix) {
      properties.setProperty("admin.socket", unix.getPath().toString());
    }
    properties.setProperty("drain.millis", Long.toString(drainTime.toMillis()));
    properties.setProperty("readiness.port", Integer.toString(readinessPort));
    properties.setProperty("dns.port", Integer.toString(dnsPort));
    properties.setProperty("probe.port", Integer.toString(probePort));
    properties.setProperty("socket.dir", socketDir.toString());
    properties.setProperty("address", address);
    properties.setProperty("metrics.socket", metricsSocket.toString());
    properties.setProperty("applications", applications);
    accessLogPipe.ifPresent(pipe -> properties.setProperty("access.log.pipe", pipe.toString()));
    properties.setProperty("log.level", logLevel.text());
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    directory.write(FILE, text.toString());
  }

  /**
   * The plan in {@code directory}, if there is one: a request for help, for example, leaves none.
   */
  static Optional<Plan> find(PrivateDir directory) {
    Path file = directory.path().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e, e);
    }
    List<String> command = new ArrayList<>();
    while (properties.containsKey(ARGUMENT + command.size())) {
      command.add(get(properties, ARGUMENT + command.size()));
    }
    SocketAddress admin =
        properties.containsKey("admin.socket")
            ? UnixDomainSocketAddress.of(get(properties, "admin.socket"))
            : new InetSocketAddress(
                get(properties, "admin.host"), Integer.parseInt(get(properties, "admin.port")));
    return Optional.of(
        new Plan(
            command,
            admin,
            Duration.ofMillis(Long.parseLong(get(properties, "drain.millis"))),
            Integer.parseInt(get(properties, "readiness.port")),
            Integer.parseInt(get(properties, "dns.port")),
            Integer.parseInt(get(properties, "probe.port")),
            Path.of(get(properties, "socket.dir")),
            get(properties, "address"),
            Path.of(get(properties, "metrics.socket")),
            get(properties, "applications"),
            Optional.ofNullable(properties.getProperty("access.log.pipe")).map(Path::of),
            Log.Level.of(get(properties, "log.level"))));
  }

  private static String get(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new Failure("the plan has no " + key);
    }
    return value;
  }
}
