package io.kuma.dp;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real kuma-dp process under test, with its own directory for temporary files. */
final class KumaDpRun implements AutoCloseable {

  private final Path directory;
  private final int readinessPort;
  private final Process process;

  /** Starts {@code kuma-dp run} for the Dataplane {@code web-1}; more arguments may follow. */
  KumaDpRun(Path directory, FakeControlPlane controlPlane, String envoy, String... arguments)
      throws IOException {
    this.directory = directory;
    this.readinessPort = freePort();
    Path ca = Files.writeString(directory.resolve("ca.pem"), controlPlane.certificate());
    Path dataplane =
        Files.writeString(
            directory.resolve("web.yaml"), "type: Dataplane\nmesh: default\nname: web-1\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + Files.createDirectory(temporary()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), KumaDp.class.getName()));
    command.addAll(List.of("run", "--cp-address", controlPlane.uri("localhost").toString()));
    command.addAll(List.of("--ca-cert-file", ca.toString(), "-d", dataplane.toString()));
    command.addAll(List.of("--binary-path", envoy, "--cp-retry-backoff", "50ms"));
    command.addAll(List.of("--readiness-port", Integer.toString(readinessPort)));
    command.addAll(List.of("--dataplane-token", "a.b.c"));
    command.addAll(List.of(arguments));
    File output = directory.resolve("output").toFile();
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }

  /** Not one that the system gives to clients, who might take it before it is used. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: another one.
      }
    }
  }

  String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  void awaitOutput(String part) throws IOException {
    Await.until(part + " in the output", () -> output().contains(part));
  }

  /** What {@code /ready} says, {@code 200 READY} for example; empty: nobody answers. */
  String ready() {
    URI uri = URI.create("http://127.0.0.1:" + readinessPort + "/ready");
    try {
      var response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void awaitReady(String answer) throws IOException {
    Await.until(answer + " from /ready", () -> ready().equals(answer));
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("kuma-dp does not end");
    }
    return process.exitValue();
  }

  /** The private directory of this run, while there is one. */
  Path privateDirectory() throws IOException {
    return privateDirectories().get(0);
  }

  List<Path> privateDirectories() throws IOException {
    try (Stream<Path> files = Files.list(temporary())) {
      return files.filter(f -> f.getFileName().toString().startsWith("kuma-dp-")).toList();
    }
  }

  private Path temporary() {
    return directory.resolve("tmp");
  }

  /**
   * Ends it the hard way, and waits until those who tidy up after it are done: they work in the
   * test's directory.
   */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Await.until("the private directory's end", () -> privateDirectories().isEmpty());
  }
}
