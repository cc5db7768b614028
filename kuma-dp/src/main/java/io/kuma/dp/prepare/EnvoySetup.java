package io.kuma.dp.prepare;

import io.kuma.dp.Failure;
import io.kuma.dp.Log;
import io.kuma.dp.Plan;
import io.kuma.dp.PrivateDir;
import io.kuma.dp.metrics.MetricsServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a checked configuration to a {@link Plan}: finds Envoy, asks the control plane, writes what
 * Envoy reads.
 */
record EnvoySetup(RunConfig config, PrivateDir directory, Log log) {

  private static final String BOOTSTRAP_FILE = "bootstrap.yaml";
  private static final String TOKEN_FILE = "token";
  private static final String ADMIN_SOCKET = "kuma-envoy-admin.sock";

  /** Longest path of a unix socket on Linux; macOS has three bytes less. */
  private static final int MAX_SOCKET_PATH = 107;

  Plan plan() throws InterruptedException {
    EnvoyBinary binary = findEnvoy();
    PrivateDir configDir = orElse(config.configDir(), directory);
    PrivateDir socketDir = orElse(config.socketDir(), directory);
    checkSocketDir(socketDir.path());
    Optional<Path> accessLogPipe = accessLogPipe(socketDir.path());
    BootstrapRequest request =
        new BootstrapRequest(
            config,
            tokenInFile(),
            binary,
            Version.current(),
            socketDir.path(),
            accessLogPipe.isPresent());
    BootstrapClient controlPlane = new BootstrapClient(config.controlPlane(), log);
    log.info(
        String.format(
            "asking %s for the bootstrap configuration of %s",
            config.controlPlane().url(), config.proxy().name()));
    Bootstrap bootstrap = controlPlane.fetch(request.toJson());
    EnvoyCommand command =
        new EnvoyCommand(
            binary, configDir.write(BOOTSTRAP_FILE, bootstrap.envoy()), config.envoy());
    return new Plan(
        command.arguments(config.drainTime()),
        AdminAddress.of(bootstrap.envoy()),
        config.drainTime(),
        config.readinessPort(),
        config.dnsPort(),
        config.probePort(),
        socketDir.path(),
        bootstrap.address(),
        MetricsServer.socket(socketDir.path(), config.proxy().name(), config.proxy().mesh()),
        bootstrap.applications(),
        accessLogPipe,
        log.level());
  }

  private Optional<Path> accessLogPipe(Path socketDir) throws InterruptedException {
    RunConfig.Proxy proxy = config.proxy();
    Optional<Path> pipe = NamedPipe.make(NamedPipe.path(socketDir, proxy.name(), proxy.mesh()));
    if (pipe.isEmpty()) {
      log.info("there are no named pipes here: access logs to TCP addresses are left out");
    }
    return pipe;
  }

  private EnvoyBinary findEnvoy() throws InterruptedException {
    String searchPath = System.getenv().getOrDefault("PATH", "");
    Path file =
        EnvoyBinary.find(config.envoy().binaryPath(), searchPath, EnvoyBinary.besideKumaDp());
    EnvoyBinary binary = EnvoyBinary.at(file);
    log.info("Envoy " + binary.version() + " is " + binary.path());
    if (!binary.compatible()) {
      log.info("this Envoy is of another release than the one the control plane is made for");
    }
    return binary;
  }

  /**
   * Envoy may want to read the token again later (reloadable tokens), so one given as text becomes
   * a file too.
   */
  private RunConfig.Token tokenInFile() {
    RunConfig.Token token = config.token();
    if (token.value() == null || token.file() != null) {
      return token;
    }
    return new RunConfig.Token(token.value(), directory.write(TOKEN_FILE, token.value()));
  }

  private static PrivateDir orElse(@Nullable Path chosen, PrivateDir other) {
    return chosen == null ? other : PrivateDir.of(chosen);
  }

  private static void checkSocketDir(Path directory) {
    Path socket = directory.resolve(ADMIN_SOCKET);
    if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
      throw new Failure(
          "the path of the socket directory is too long for unix sockets: "
              + directory
              + "; choose a shorter one with --socket-dir");
    }
    if (answers(socket)) {
      throw new Failure(
          "another Envoy uses the socket directory " + directory + ": each needs one of its own");
    }
  }

  /** Whether somebody listens there; a file left by one who is gone does not count. */
  private static boolean answers(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}
