package io.kuma.cp.feature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A mesh with real Envoys: a client, and two instances of the services {@code backend} (HTTP),
 * {@code rpc} (gRPC) and {@code db} (TCP), versions v1 and v2. Callers of the client's outbounds
 * are counted by what comes back.
 */
final class TrafficMesh implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final RunningControlPlane controlPlane;
  final List<Workload> workloads = new ArrayList<>();
  final List<EnvoySidecar> backends = new ArrayList<>();
  final EnvoySidecar web;
  final int http = FreePorts.next();
  final int rpc = FreePorts.next();
  final int db = FreePorts.next();
  final int inbound = FreePorts.next();

  private final String mesh;
  private final Outbounds outbounds;
  private final int rpcInbound = FreePorts.next();
  private final int dbInbound = FreePorts.next();
  private final List<Runnable> started = new ArrayList<>();

  /** How clients name the services. */
  enum Outbounds {
    TAGS,
    MESH_SERVICES
  }

  /** Starts the Envoys, of a mesh where services are known by tags. */
  TrafficMesh(
      RunningControlPlane controlPlane,
      String mesh,
      List<String> addresses,
      List<String> versions) {
    this(controlPlane, mesh, addresses, versions, Outbounds.TAGS);
  }

  /**
   * Starts the Envoys.
   *
   * @param addresses of the client and of both instances, on the loopback network
   * @param versions what the instances answer
   */
  TrafficMesh(
      RunningControlPlane controlPlane,
      String mesh,
      List<String> addresses,
      List<String> versions,
      Outbounds outbounds) {
    this.controlPlane = controlPlane;
    this.mesh = mesh;
    this.outbounds = outbounds;
    for (int i = 0; i < versions.size(); i++) {
      Workload workload = new Workload(versions.get(i), addresses.get(i + 1));
      workloads.add(workload);
      started.add(workload::close);
      backends.add(
          sidecar(
              "backend-" + workload.version,
              """
              {"type":"Dataplane","mesh":"%s","name":"backend-%s","labels":{"app":"backend"},"networking":{"address":"%s","admin":{"port":%d},"inbound":[
               {"port":%d,"servicePort":%d,"serviceAddress":"%s","tags":{"kuma.io/service":"backend","kuma.io/protocol":"http","version":"%s"}},
               {"port":%d,"servicePort":%d,"serviceAddress":"%s","tags":{"kuma.io/service":"rpc","kuma.io/protocol":"grpc","version":"%s"}},
               {"port":%d,"servicePort":%d,"serviceAddress":"%s","tags":{"kuma.io/service":"db","kuma.io/protocol":"tcp","version":"%s"}}]}}"""
                  .formatted(
                      mesh,
                      workload.version,
                      workload.address,
                      FreePorts.next(),
                      inbound,
                      workload.httpPort(),
                      workload.address,
                      workload.version,
                      rpcInbound,
                      workload.httpPort(),
                      workload.address,
                      workload.version,
                      dbInbound,
                      workload.tcpPort(),
                      workload.address,
                      workload.version)));
    }
    web = client("web-1", addresses.get(0), http, rpc, db);
  }

  /** Another client, that speaks to backend only. */
  EnvoySidecar client(String name, String address, int port, String... features) {
    return client(name, address, port, FreePorts.next(), FreePorts.next(), features);
  }

  private EnvoySidecar client(
      String name, String address, int toHttp, int toRpc, int toDb, String... features) {
    return sidecar(
        name,
        """
        {"type":"Dataplane","mesh":"%s","name":"%s","labels":{"app":"%s"},"networking":{"address":"%s","admin":{"port":%d},
         "inbound":[{"port":%d,"tags":{"kuma.io/service":"web","kuma.io/protocol":"http","version":"v1"}}],
         "outbound":[{"port":%d,%s},{"port":%d,%s},{"port":%d,%s}]}}"""
            .formatted(
                mesh,
                name,
                name.replaceAll("-.*", ""),
                address,
                FreePorts.next(),
                FreePorts.next(),
                toHttp,
                to("backend", inbound),
                toRpc,
                to("rpc", rpcInbound),
                toDb,
                to("db", dbInbound)),
        features);
  }

  private String to(String service, int port) {
    return switch (outbounds) {
      case TAGS -> "\"tags\":{\"kuma.io/service\":\"%s\"}".formatted(service);
      case MESH_SERVICES ->
          "\"backendRef\":{\"kind\":\"MeshService\",\"name\":\"%s\",\"port\":%d}"
              .formatted(service, port);
    };
  }

  /** A proxy of this mesh; it is closed with the others. */
  EnvoySidecar sidecar(String name, String dataplane, String... features) {
    try {
      // Paths of Unix sockets must be short.
      Path work = Files.createTempDirectory("kuma");
      EnvoySidecar sidecar =
          EnvoySidecar.start(
              controlPlane.port(), mesh, name, dataplane, controlPlane.token(mesh), work, features);
      started.add(sidecar::close);
      return sidecar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All Envoys. */
  List<EnvoySidecar> sidecars() {
    List<EnvoySidecar> all = new ArrayList<>(backends);
    all.add(web);
    return all;
  }

  Map<String, Integer> count(String path, int requests, String... headers) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      answers.merge(get(path, headers), 1, Integer::sum);
    }
    return answers;
  }

  /** Status and body of a request to backend. */
  String get(String path, String... headers) {
    return request("http://127.0.0.1:" + http + path, headers);
  }

  static String request(String url, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What an instance of db says to whoever connects. */
  String connect() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), db)) {
      socket.setSoTimeout(5_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }

  void until(String what, BooleanSupplier condition) {
    try {
      Wait.until(what, condition);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; an answer is: " + get("/"), e);
    }
  }

  /** Applies a policy, lets {@code work} see it, and takes it away again. */
  void with(String yaml, Runnable work) {
    controlPlane.apply(yaml);
    try {
      work.run();
    } finally {
      controlPlane.delete(yaml);
    }
  }

  @Override
  public void close() {
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).run();
    }
  }
}
