package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * However often it has come and gone. A thread of the server that answered the last request holds
   * on to the last deployment's three until it answers another; and the JDK's cache of converted
   * method handles to two of an earlier one, until it converts the next.
   */
  private static final long KEPT_LOADERS = 5;

  /** Kinds of threads that the server makes when it has more to do than before. */
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "ServerService Thread Pool -- N",
          "Weld Thread Pool -- N",
          "ConnectionValidator",
          "IdleRemover",
          "Cleaner-N",
          "Attach Listener",
          "ForkJoinPool.commonPool-worker-N",
          "CN CompilerThreadN",
          "GN Conc#N",
          "GN Refine#N",
          "GC Thread#N",
          "MSC service thread N-N",
          "Timer-N",
          "default task-N",
          "management task-N",
          "Transaction Reaper Worker N",
          "DeploymentScanner-threads - N");

  @Test
  void comesAndGoesWithoutATrace(@TempDir Path folder) throws IOException, InterruptedException {
    try (StockServer server = new StockServer(folder)) {
      server.deploy(neighbour(folder));
      Set<String> before = server.threads();
      server.deploy(Distribution.ear().toPath());
      serves(server);
      assertThat(server.put("/kuma/meshes/kept", "{\"type\": \"Mesh\", \"name\": \"kept\"}"))
          .extracting(answer -> answer.statusCode())
          .isEqualTo(201);

      for (int round = 1; round <= ROUNDS; round++) {
        server.undeploy(EAR);
        assertThat(server.ownPortsAreFree()).isTrue();
        assertThat(server.get("/neighbour/index.html").statusCode()).isEqualTo(200);
        assertThat(server.get("/kuma/").statusCode()).isEqualTo(404);
        server.await(
            "classes of earlier rounds are gone",
            () -> server.classLoaders("deployment." + EAR) <= KEPT_LOADERS);
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
      server.await("its threads are gone", () -> strangers(server, before).isEmpty());
    }
  }

  private static Set<String> strangers(StockServer server, Set<String> before) {
    Set<String> strangers = new TreeSet<>(server.threads());
    strangers.removeAll(before);
    strangers.removeAll(OF_THE_SERVER);
    return strangers;
  }

  private static void serves(StockServer server) throws IOException, InterruptedException {
    assertThat(server.get("/kuma/").body()).contains("\"product\": \"Kuma\"");
    assertThat(server.get("/kuma/hostnamegenerators?size=1").body())
        .contains("/kuma/hostnamegenerators?offset=1&size=1");
    assertThat(server.manage("/health/ready").body()).contains("control-plane");
    assertThat(server.manage("/health/ready").statusCode()).isEqualTo(200);
    assertThat(server.diagnose("/ready").statusCode()).isEqualTo(200);
    assertThat(server.ownPortsAreFree()).isFalse();
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
