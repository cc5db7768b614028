package io.kuma.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The distribution as its users run it: {@code bin/kuma-cp run}, on ports and in a work directory
 * of its own.
 */
final class Distribution {
  private static final Path HOME = Path.of(System.getProperty("kuma.home"));
  private static final List<String> PORTS =
      List.of(
          "KUMA_API_SERVER_HTTP_PORT",
          "KUMA_API_SERVER_HTTPS_PORT",
          "KUMA_DP_SERVER_PORT",
          "KUMA_DIAGNOSTICS_SERVER_PORT",
          "KUMA_MONITORING_ASSIGNMENT_SERVER_PORT",
          "KUMA_MANAGEMENT_PORT");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path workDirectory;
  private Path home = HOME;
  private final Map<String, String> environment = new TreeMap<>();
  private final Path log;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** Where it is installed. */
  static Path home() {
    return HOME;
  }

  /** One that has not started. */
  Distribution(Path workDirectory) throws IOException {
    this.workDirectory = workDirectory;
    this.log = Files.createTempFile("kuma-cp", ".log");
    environment.put("KUMA_GENERAL_WORK_DIR", workDirectory.toString());
    Iterator<Integer> ports = Ports.free(PORTS.size()).iterator();
    PORTS.forEach(name -> environment.put(name, ports.next().toString()));
  }

  /** From its next start on it is the one that is installed elsewhere. */
  void moveTo(Path otherHome) {
    home = otherHome;
  }

  /** The EAR as it was built. */
  static File ear() {
    return HOME.resolve("../../../kuma-cp-ear/target/kuma-cp.ear").normalize().toFile();
  }

  Distribution with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Distribution without(String name) {
    environment.remove(name);
    return this;
  }

  Path workDirectory() {
    return workDirectory;
  }

  /** The port that is set by {@code name}. */
  int port(String name) {
    return Integer.parseInt(environment.get(name));
  }

  /** Starts it without waiting for anything. */
  Process launch() throws IOException {
    return launch("run");
  }

  /** Gives it another command. */
  Process launch(String... command) throws IOException {
    Files.writeString(log, "");
    List<String> words = new ArrayList<>(List.of(command));
    words.add(0, home.resolve("bin/kuma-cp").toString());
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    // What Maven set for other servers is not for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("KUMA_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Starts it and waits until it says that it is ready. */
  Process start() throws IOException, InterruptedException {
    return start("run");
  }

  /** The same by another command. */
  Process start(String... command) throws IOException, InterruptedException {
    Process process = launch(command);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!log().contains(" is ready ")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("It has not become ready:\n" + log());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return process;
  }

  /** Asks it to stop as an operator would, and waits. */
  void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It has not stopped:\n" + log());
    }
  }

  /** What it has written to its console. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(String portName, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(portName, path)).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }

  /** Stores a mesh by REST. */
  int putMesh(String name) throws IOException, InterruptedException {
    String body =
        "{\"type\": \"Mesh\", \"name\": \""
            + name
            + "\", \"skipCreatingInitialPolicies\": [\"*\"]}";
    return put("/meshes/" + name, body).statusCode();
  }

  /** Sends a body by REST. */
  HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  /** Asks for something by REST. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "");
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri("KUMA_API_SERVER_HTTP_PORT", path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String portName, String path) {
    return URI.create("http://localhost:" + port(portName) + path);
  }
}
