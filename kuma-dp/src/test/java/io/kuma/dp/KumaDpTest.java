package io.kuma.dp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole process with a shell script in Envoy's place: how it begins, and every way in which it
 * ends.
 */
@Timeout(120)
class KumaDpTest {

  private static final String VERSION = "envoy  version: c0ffee/1.38.2/Clean/RELEASE/BoringSSL";

  @TempDir Path directory;
  private FakeControlPlane controlPlane;
  private HttpServer admin;
  private final List<String> adminCalls = new CopyOnWriteArrayList<>();
  private final AtomicInteger adminReady = new AtomicInteger(200);

  @BeforeEach
  void start() throws Exception {
    controlPlane = new FakeControlPlane("localhost");
    admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    admin.createContext(
        "/",
        exchange -> {
          adminCalls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(adminReady.get(), -1);
          exchange.close();
        });
    admin.start();
  }

  @AfterEach
  void stop() {
    controlPlane.close();
    admin.stop(0);
  }

  @Test
  void startsEnvoyWithItsConfigurationAndPassesItsOutputOn() throws Exception {
    try (KumaDpRun run = run("", "--drain-time", "7s", "--concurrency", "2")) {
      run.awaitOutput("envoy says hello");
      Path files = run.privateDirectory();
      assertThat(Files.readString(directory.resolve("arguments")).strip())
          .isEqualTo(
              "--config-path "
                  + files.resolve("bootstrap.yaml")
                  + " --drain-time-s 7 --drain-strategy immediate --disable-hot-restart"
                  + " --log-level info --concurrency 2");
      assertThat(Files.readString(files.resolve("bootstrap.yaml"))).isEqualTo(bootstrap());
      assertThat(mode(files)).isEqualTo("rwx------");
      assertThat(mode(files.resolve("bootstrap.yaml"))).isEqualTo("rw-------");
      assertThat(mode(files.resolve("token"))).isEqualTo("rw-------");
      assertThat(controlPlane.requests()).hasSize(1);
      assertThat(controlPlane.requests().get(0)).contains("\"workdir\":\"" + files + "\"");
      assertThat(run.output()).doesNotContain("a.b.c");
    }
  }

  @Test
  void isReadyWhenEnvoyIs() throws Exception {
    adminReady.set(503);
    try (KumaDpRun run = run("")) {
      run.awaitReady("503 NOT_READY");
      adminReady.set(200);
      run.awaitReady("200 READY");
    }
  }

  @Test
  void endsWithEnvoyAndItsStatus() throws Exception {
    try (KumaDpRun run = run("[ -e \"$dir/end\" ] && exit 7")) {
      run.awaitOutput("envoy says hello");
      Files.createFile(directory.resolve("end"));
      assertThat(run.awaitExit()).isEqualTo(7);
      assertThat(run.output()).contains("Envoy has ended with status 7");
      assertThat(run.privateDirectories()).isEmpty();
    }
  }

  @Test
  void endsWithEnvoyWhenThatIsKilled() throws Exception {
    try (KumaDpRun run = run("")) {
      run.awaitOutput("envoy says hello");
      envoy().destroyForcibly();
      assertThat(run.awaitExit()).isEqualTo(128 + 9);
      assertThat(run.privateDirectories()).isEmpty();
    }
  }

  @Test
  void drainsThenEndsWhenAskedTo() throws Exception {
    try (KumaDpRun run = run("", "--drain-time", "3s")) {
      run.awaitReady("200 READY");
      ProcessHandle envoy = envoy();
      run.terminate();
      run.awaitReady("503 TERMINATING");
      assertThat(envoy.isAlive()).isTrue();
      assertThat(run.awaitExit()).isZero();
      assertThat(adminCalls).contains("POST /healthcheck/fail");
      assertThat(directory.resolve("terminated")).exists();
      assertThat(envoy.isAlive()).isFalse();
      assertThat(run.privateDirectories()).isEmpty();
    }
  }

  @Test
  void anEnvoyThatDoesNotListenIsKilled() throws Exception {
    try (KumaDpRun run = run("trap '' TERM", "--drain-time", "400ms")) {
      run.awaitReady("200 READY");
      ProcessHandle envoy = envoy();
      run.terminate();
      assertThat(run.awaitExit()).isZero();
      assertThat(envoy.isAlive()).isFalse();
    }
  }

  @Test
  void aKilledKumaDpLeavesNoEnvoyAndNoFiles() throws Exception {
    try (KumaDpRun run = run("")) {
      run.awaitOutput("envoy says hello");
      ProcessHandle envoy = envoy();
      run.kill();
      Await.until("Envoy's end", () -> !envoy.isAlive());
      Await.until("the files' end", () -> run.privateDirectories().isEmpty());
    }
  }

  @Test
  void waitsForTheControlPlaneToKnowTheDataplane() throws Exception {
    controlPlane.answer(404, "text/plain", "");
    try (KumaDpRun run = run("")) {
      run.awaitOutput("envoy says hello");
      assertThat(controlPlane.requests()).hasSize(2);
    }
  }

  @Test
  void canBeStoppedWhileItWaits() throws Exception {
    controlPlane.answer(404, "text/plain", "");
    try (KumaDpRun run = new KumaDpRun(directory, controlPlane, envoyScript(""))) {
      run.awaitOutput("does not know this Dataplane yet");
      run.terminate();
      assertThat(run.awaitExit()).isEqualTo(128 + 15);
      assertThat(directory.resolve("pid")).doesNotExist();
      assertThat(run.privateDirectories()).isEmpty();
    }
  }

  @Test
  void aKilledKumaDpLeavesNothingEvenBeforeEnvoy() throws Exception {
    controlPlane.answer(404, "text/plain", "");
    try (KumaDpRun run = new KumaDpRun(directory, controlPlane, envoyScript(""))) {
      run.awaitOutput("does not know this Dataplane yet");
      run.kill();
      Await.until("the files' end", () -> run.privateDirectories().isEmpty());
      assertThat(directory.resolve("pid")).doesNotExist();
    }
  }

  @Test
  void aRefusalIsShownAndEndsIt() throws Exception {
    controlPlane.answer(422, "text/plain", "Dataplane Token is required");
    try (KumaDpRun run = new KumaDpRun(directory, controlPlane, envoyScript(""))) {
      assertThat(run.awaitExit()).isEqualTo(1);
      assertThat(run.output())
          .contains("kuma-dp: the control plane refused (422): Dataplane Token is required");
      assertThat(run.privateDirectories()).isEmpty();
    }
  }

  private KumaDpRun run(String everyTurn, String... arguments) throws IOException {
    controlPlane.answerBootstrap(bootstrap());
    return new KumaDpRun(directory, controlPlane, envoyScript(everyTurn), arguments);
  }

  private String bootstrap() {
    return "admin:\n  address:\n    socketAddress: {address: 127.0.0.1, portValue: %d}\n"
        .formatted(admin.getAddress().getPort());
  }

  /** Stands for Envoy: leaves its number and arguments, and notes that it was asked to end. */
  private String envoyScript(String everyTurn) throws IOException {
    String script =
        """
        #!/bin/sh
        if [ "$1" = --version ]; then echo "%s"; exit 0; fi
        dir='%s'
        trap 'touch "$dir/terminated"; exit 0' TERM
        echo "$@" > "$dir/arguments"
        echo $$ > "$dir/pid"
        echo envoy says hello
        while :; do
          %s
          sleep 0.02
        done
        """
            .formatted(VERSION, directory, everyTurn.isEmpty() ? ":" : everyTurn);
    Path file = Files.writeString(directory.resolve("envoy"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  private ProcessHandle envoy() throws Exception {
    Path pid = directory.resolve("pid");
    Await.until("Envoy's number", () -> Files.exists(pid) && Files.size(pid) > 0);
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
