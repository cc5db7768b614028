package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The EAR, as it was built, on a server that is there for others too. */
@Timeout(600)
class StockServerTest {
  private static final String EAR = "kuma-cp.ear";
  private static final int ROUNDS = 10;

  /** Pools of the server that grow when there is more to do. */
  private static final int THREADS_OF_THE_SERVER = 10;

  /**
   * A thread of the server that answered a request holds on to its deployment's three until it
   * answers another one, and the JDK to those of the method handle that it converted last. A leak
   * would show all thirty.
   */
  private static final long KEPT_LOADERS = 12;

  @Test
  void comesAndGoesBesideOthers(@TempDir Path folder) throws IOException, InterruptedException {
    try (StockServer server = new StockServer(folder)) {
      server.deploy(neighbour(folder));
      try (ServerSocket taken = server.takePortOfProxies()) {
        assertThat(server.deployInVain(Distribution.ear().toPath()))
            .contains("server on port " + taken.getLocalPort() + " did not start");
        assertThat(server.get("/neighbour/index.html").statusCode()).isEqualTo(200);
      }
      server.redeploy(EAR);
      serves(server);
      assertThat(server.put("/kuma/meshes/kept", "{\"type\": \"Mesh\", \"name\": \"kept\"}"))
          .extracting(answer -> answer.statusCode())
          .isEqualTo(201);

      int threads = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        server.undeploy(EAR);
        assertThat(server.ownPortsAreFree()).isTrue();
        assertThat(server.managedControlPlanes()).isEmpty();
        assertThat(server.get("/neighbour/index.html").statusCode()).isEqualTo(200);
        assertThat(server.get("/kuma/").statusCode()).isEqualTo(404);
        threads = round == 1 ? server.threadCount() : threads;
        System.out.printf(
            "undeployed, round %d: %d threads, %d class loaders, %d MiB of metaspace%n",
            round,
            server.threadCount(),
            server.classLoaders("deployment." + EAR),
            server.metaspace());
        server.redeploy(EAR);
        assertThat(server.diagnose("/ready").statusCode()).isEqualTo(200);
      }

      serves(server);
      assertThat(server.get("/kuma/meshes/kept").statusCode()).isEqualTo(200);
      server.undeploy(EAR);
      int first = threads;
      server.await(
          "no more threads than at first",
          () -> server.threadCount() <= first + THREADS_OF_THE_SERVER);
      server.await(
          "classes of earlier rounds are gone",
          () -> server.classLoaders("deployment." + EAR) <= KEPT_LOADERS);
    }
  }

  private static void serves(StockServer server) throws IOException, InterruptedException {
    assertThat(server.get("/kuma/").body()).contains("\"product\": \"Kuma\"");
    assertThat(server.get("/kuma/hostnamegenerators?size=1").body())
        .contains("/kuma/hostnamegenerators?offset=1&size=1");
    assertThat(server.manage("/health/ready").body()).contains("control-plane");
    assertThat(server.manage("/health/ready").statusCode()).isEqualTo(200);
    assertThat(server.diagnose("/ready").statusCode()).isEqualTo(200);
    assertThat(server.diagnose("/metrics").body()).contains("cp_info");
    assertThat(server.diagnose("/logging").statusCode()).isEqualTo(200);
    assertThat(server.ownPortsAreFree()).isFalse();
    assertThat(server.managedControlPlanes()).containsExactly("io.kuma:type=ControlPlane");
    assertThat(server.get("/neighbour/index.html").body()).isEqualTo("hello");
  }

  /** Another application. */
  private static Path neighbour(Path folder) throws IOException {
    Path war = Files.createDirectory(folder.resolve("built")).resolve("neighbour.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write("hello".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return war;
  }
}
