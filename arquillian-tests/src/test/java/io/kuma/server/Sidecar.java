package io.kuma.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy as users start it: {@code bin/kuma-dp run}, with a real Envoy. */
final class Sidecar implements AutoCloseable {
  private final Path sockets;
  private final Path log;
  private final Process process;

  /**
   * Starts one.
   *
   * @param dataplane the resource that it brings
   * @param more arguments of kuma-dp
   */
  Sidecar(Distribution controlPlane, String name, String dataplane, String... more)
      throws IOException, InterruptedException {
    // Paths of Unix sockets must be short.
    sockets = Files.createTempDirectory("kuma");
    log = sockets.resolve("log");
    Path resource = Files.writeString(sockets.resolve("dataplane.yaml"), dataplane);
    String claims = "{\"mesh\": \"default\", \"name\": \"" + name + "\", \"validFor\": \"1h\"}";
    Path token =
        Files.writeString(
            sockets.resolve("token"), controlPlane.post("/tokens/dataplane", claims).body());
    List<String> command =
        new ArrayList<>(
            List.of(
                Distribution.home().resolve("bin/kuma-dp").toString(),
                "run",
                "--cp-address",
                "https://localhost:" + controlPlane.port("KUMA_DP_SERVER_PORT"),
                "--ca-cert-file",
                controlPlane.workDirectory().resolve("kuma-cp.crt").toString(),
                "--dataplane-file",
                resource.toString(),
                "--dataplane-token-file",
                token.toString(),
                "--binary-path",
                System.getProperty("kuma.envoy"),
                "--socket-dir",
                sockets.toString(),
                "--readiness-port",
                "0",
                "--concurrency",
                "1",
                "--drain-time",
                "1s"));
    command.addAll(List.of(more));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /**
   * The sum of all of Envoy's counters and gauges whose names match; -1 while it does not answer.
   */
  long stat(String regex) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(sockets.resolve("kuma-envoy-admin.sock")));
      String request =
          "GET /stats?filter="
              + URLEncoder.encode(regex, StandardCharsets.UTF_8)
              + " HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      return answer
          .lines()
          .filter(line -> line.matches("[^ ]+: \\d+"))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(": ") + 2)))
          .sum();
    } catch (IOException e) {
      return -1;
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    Directories.remove(sockets);
  }
}
