package io.kuma.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmark against a control plane that is up, and prints a line for each measure. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a running control plane.")
public final class Bench implements Callable<Integer> {
  private static final String MESH = "bench";
  private static final int OUTBOUNDS = 3;
  private static final int ROUNDS = 7;

  @Option(
      names = "--proxies",
      defaultValue = "200",
      description = "how many (default ${DEFAULT-VALUE})")
  private int proxies;

  @Option(
      names = "--services",
      defaultValue = "50",
      description = "how many (default ${DEFAULT-VALUE})")
  private int services;

  @Option(
      names = "--ramp",
      defaultValue = "20",
      description = "seconds over which they connect (default ${DEFAULT-VALUE})")
  private int rampSeconds;

  @Option(names = "--api", defaultValue = "http://localhost:5681", description = "REST address")
  private String api = "";

  @Option(
      names = "--xds-port",
      defaultValue = "5678",
      description = "port of the data plane server, on localhost")
  private int xdsPort;

  @Option(names = "--pid", required = true, description = "process of the control plane")
  private long pid;

  private final Traffic traffic = new Traffic();
  private final List<FakeProxy> fakes = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();

  /** Command line entry point. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Api rest = new Api(api);
    ControlPlaneProcess process = new ControlPlaneProcess(pid);
    rest.put("/meshes/" + MESH, "{\"type\":\"Mesh\",\"name\":\"" + MESH + "\"}");
    String token = rest.post("/tokens/dataplane", "{\"mesh\":\"" + MESH + "\"}");
    try {
      connectAll(token, process);
      measurePolicy(rest, process);
      measureUnconcerned(rest);
      measureIdle(process);
      measureReconnect(token);
      say("resident memory", "%d MiB", process.residentMebibytes());
    } finally {
      fakes.forEach(FakeProxy::disconnect);
      channels.forEach(ManagedChannel::shutdownNow);
    }
    List<String> failures = traffic.failures();
    failures.stream().limit(5).forEach(failure -> System.err.println("stream failed: " + failure));
    return failures.isEmpty() ? 0 : 1;
  }

  private void connectAll(String token, ControlPlaneProcess process)
      throws IOException, InterruptedException {
    double cpu = process.cpuSeconds();
    long start = System.nanoTime();
    for (int i = 0; i < proxies; i++) {
      String name = "proxy-" + i;
      FakeProxy fake = new FakeProxy(MESH, name, dataplane(i, name), OUTBOUNDS, traffic);
      fakes.add(fake);
      channels.add(newChannel());
      fake.connect(channels.get(i), token);
      long due = start + TimeUnit.SECONDS.toNanos(rampSeconds) * (i + 1) / proxies;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
    }
    long rampEnd = System.nanoTime();
    await(180, () -> traffic.syncedProxies() == proxies);
    settle();
    say(
        "all synced after the ramp's end",
        "%.2f s (%d of %d proxies)",
        Math.max(0, traffic.lastSyncedNanos() - rampEnd) / 1e9,
        traffic.syncedProxies(),
        proxies);
    say("CPU for the ramp", "%.1f s", process.cpuSeconds() - cpu);
  }

  /** From the answer of the PUT until each proxy has the new configuration and acknowledges it. */
  private void measurePolicy(Api rest, ControlPlaneProcess process)
      throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    int missed = 0;
    double cpu = process.cpuSeconds();
    for (int round = 0; round <= ROUNDS; round++) {
      traffic.reset();
      long answered =
          rest.put(
              timeout("bench-all"), timeoutBody("bench-all", "{\"kind\":\"Mesh\"}", 20 + round));
      await(30, () -> traffic.reached() == proxies);
      if (round > 0) { // the first round warms up
        traffic.arrivals().forEach(arrival -> times.add(Math.max(0, arrival - answered)));
        missed += proxies - traffic.reached();
      }
      settle();
    }
    say(
        "mesh-wide MeshTimeout, PUT answered to ACK",
        "%s, missed %d",
        Quantiles.ofNanos(times),
        missed);
    say("CPU for a mesh-wide change", "%.2f s", (process.cpuSeconds() - cpu) / (ROUNDS + 1));
  }

  private void measureUnconcerned(Api rest) throws IOException, InterruptedException {
    traffic.reset();
    String onlyFirst = "{\"kind\":\"MeshSubset\",\"tags\":{\"instance\":\"0\"}}";
    rest.put(timeout("bench-one"), timeoutBody("bench-one", onlyFirst, 77));
    for (int i = 0; i < 20; i++) {
      rest.put(
          "/meshes/" + MESH + "/secrets/bench-" + i,
          "{\"type\":\"Secret\",\"mesh\":\"bench\",\"name\":\"bench-"
              + i
              + "\",\"data\":\"eA==\"}");
    }
    TimeUnit.SECONDS.sleep(3);
    boolean first = traffic.reached() > 0;
    say(
        "pushes to proxies that a change does not concern",
        "%d",
        traffic.reached() - (first ? 1 : 0));
  }

  private void measureIdle(ControlPlaneProcess process) throws IOException, InterruptedException {
    traffic.reset();
    double cpu = process.cpuSeconds();
    // Longer than the interval at which insights are written.
    int seconds = 15;
    TimeUnit.SECONDS.sleep(seconds);
    say("CPU for the insights of all proxies", "%.2f s", process.cpuSeconds() - cpu);
    say("pushes caused by insights", "%d", traffic.responses());
    cpu = process.cpuSeconds();
    TimeUnit.SECONDS.sleep(seconds);
    say("idle", "%.4f cores", (process.cpuSeconds() - cpu) / seconds);
  }

  private void measureReconnect(String token) throws InterruptedException, SSLException {
    fakes.forEach(FakeProxy::disconnect);
    channels.forEach(ManagedChannel::shutdownNow);
    TimeUnit.SECONDS.sleep(1);
    traffic.reset();
    for (int i = 0; i < proxies; i++) {
      channels.set(i, newChannel());
      fakes.get(i).connect(channels.get(i), token);
    }
    TimeUnit.SECONDS.sleep(10);
    say("after all streams were cut: responses", "%d", traffic.responses());
    say("after all streams were cut: bytes sent again", "%d", traffic.bytes());
  }

  private ManagedChannel newChannel() throws SSLException {
    SslContext insecure =
        GrpcSslContexts.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    return NettyChannelBuilder.forAddress("localhost", xdsPort)
        .sslContext(insecure)
        .directExecutor()
        .build();
  }

  private String dataplane(int i, String name) {
    StringBuilder outbound = new StringBuilder();
    for (int k = 0; k < OUTBOUNDS; k++) {
      outbound
          .append(k == 0 ? "" : ",")
          .append("{\"port\":")
          .append(10001 + k)
          .append(",\"tags\":{\"kuma.io/service\":\"")
          .append(service(i + 1 + k))
          .append("\"}}");
    }
    return "{\"type\":\"Dataplane\",\"mesh\":\""
        + MESH
        + "\",\"name\":\""
        + name
        + "\",\"networking\":{\"address\":\"10."
        + (i >> 16 & 255)
        + "."
        + (i >> 8 & 255)
        + "."
        + (i & 255)
        + "\",\"inbound\":[{\"port\":8080,\"tags\":{\"kuma.io/service\":\""
        + service(i)
        + "\",\"kuma.io/protocol\":\"http\",\"instance\":\""
        + i
        + "\"}}],\"outbound\":["
        + outbound
        + "]}}";
  }

  private String service(int i) {
    return "service-" + i % services;
  }

  private static String timeout(String name) {
    return "/meshes/" + MESH + "/meshtimeouts/" + name;
  }

  private static String timeoutBody(String name, String targetRef, int seconds) {
    return "{\"type\":\"MeshTimeout\",\"mesh\":\""
        + MESH
        + "\",\"name\":\""
        + name
        + "\",\"spec\":{\"targetRef\":"
        + targetRef
        + ",\"to\":[{\"targetRef\":{\"kind\":\"Mesh\"},\"default\":{\"http\":{\"requestTimeout\":\""
        + seconds
        + "s\"}}}]}}";
  }

  /** Waits until nothing has come for a second. */
  private void settle() throws InterruptedException {
    int before;
    do {
      before = traffic.responses();
      TimeUnit.SECONDS.sleep(1);
    } while (traffic.responses() != before);
  }

  private static void await(int seconds, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void say(String what, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-52s %s%n", what, String.format(Locale.ROOT, format, values));
  }
}
