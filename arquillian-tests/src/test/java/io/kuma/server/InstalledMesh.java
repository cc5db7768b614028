package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * All of it as users install it: {@code bin/kuma-cp}, and a {@code bin/kuma-dp} with a real Envoy
 * for each of web and backend; web calls backend over mutual TLS.
 */
final class InstalledMesh implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MESH =
      """
      {"type": "Mesh", "name": "default", "skipCreatingInitialPolicies": ["*"],
       "meshServices": {"mode": "Everywhere"},
       "mtls": {"enabledBackend": "ca", "backends": [{"name": "ca", "type": "builtin"}]}}""";
  private static final String PERMISSION =
      """
      {"type": "MeshTrafficPermission", "mesh": "default", "name": "web",
       "spec": {"rules": [{"default": {"allow": [{"spiffeID": {"type": "Prefix", "value": "spiffe://default/web"}}]}}]}}""";
  private static final String BACKEND =
      """
      type: Dataplane
      mesh: default
      name: backend-1
      networking:
        address: 127.0.0.32
        inbound: [{port: %d, servicePort: %d, serviceAddress: 127.0.0.1, tags: {kuma.io/service: backend, kuma.io/protocol: http}}]
      """;
  private static final String WEB =
      """
      type: Dataplane
      mesh: default
      name: web-1
      networking:
        address: 127.0.0.33
        inbound: [{port: %d, tags: {kuma.io/service: web, kuma.io/protocol: http}}]
        outbound: [{port: %d, tags: {kuma.io/service: backend}}]
      """;

  private final Path directory = Files.createTempDirectory("kuma");
  private final HttpServer application =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> ports = freePorts(3);
  private final Distribution controlPlane = new Distribution(directory.resolve("kuma"));
  private final List<Sidecar> sidecars = new ArrayList<>();
  private Process running;

  /** Starts it, and waits until web is answered. */
  InstalledMesh() throws IOException, InterruptedException {
    application.setExecutor(threads);
    application.createContext("/", InstalledMesh::answer);
    application.start();
    running = controlPlane.start();
    try {
      assertThat(controlPlane.put("/meshes/default", MESH).statusCode()).isEqualTo(200);
      put("meshtrafficpermissions/web", PERMISSION);
      sidecars.add(new Sidecar(controlPlane, "web-1", WEB.formatted(ports.get(1), ports.get(2))));
      sidecars.add(
          new Sidecar(
              controlPlane, "backend-1", BACKEND.formatted(ports.get(0), applicationPort())));
      until("it answers", () -> call("/").equals("200 here"));
    } catch (IOException | InterruptedException | AssertionError e) {
      close();
      throw e;
    }
  }

  static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(new ServerSocket(0));
    }
    List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/slow")) {
        TimeUnit.MILLISECONDS.sleep(400);
      }
      byte[] body =
          (path.equals("/metrics") ? "# TYPE sold counter\nsold 3\n" : "here")
              .getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the one who is called by web listens; it has metrics too. */
  int applicationPort() {
    return application.getAddress().getPort();
  }

  Distribution controlPlane() {
    return controlPlane;
  }

  /** Those of web and of backend. */
  List<Sidecar> sidecars() {
    return sidecars;
  }

  /** A path for something that lives as long as this. */
  Path path(String name) {
    return directory.resolve(name);
  }

  String url(String path) {
    return "http://127.0.0.1:" + ports.get(2) + path;
  }

  /** What web gets from backend: status and body. */
  String call(String path) {
    return Load.request(url(path));
  }

  /** Changes the mesh itself: it has these fields beside its own. */
  void extend(String fields) throws IOException, InterruptedException {
    String body = MESH.replaceFirst("}$", fields.isEmpty() ? "}" : ", " + fields + "}");
    HttpResponse<String> answer = controlPlane.put("/meshes/default", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Stores something of the mesh. */
  void put(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = controlPlane.put("/meshes/default/" + path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  void delete(String path) throws IOException, InterruptedException {
    assertThat(controlPlane.delete("/meshes/default/" + path).statusCode()).isEqualTo(200);
  }

  void kill() throws InterruptedException {
    running.destroyForcibly().waitFor();
  }

  void stop() throws InterruptedException {
    controlPlane.stop(running);
  }

  void start() throws IOException, InterruptedException {
    running = controlPlane.start();
  }

  void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "it did not come about that " + what + ":\n" + sidecars.get(0).log());
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public void close() throws IOException {
    for (Sidecar sidecar : sidecars) {
      sidecar.close();
    }
    try {
      running.destroy();
      if (!running.waitFor(60, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.destroyForcibly();
    }
    application.stop(0);
    threads.shutdownNow();
    Directories.remove(directory);
  }
}
