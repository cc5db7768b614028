package io.kuma.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A WildFly as it is handed out, with its own configuration, its own data source and whatever is
 * laid into its folder of deployments.
 */
final class StockServer implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("stock.home"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Path deployments;
  private final Path log;
  private final List<Integer> ports = Ports.free(6);
  private final int http = ports.get(0);
  private final int https = ports.get(1);
  private final int management = ports.get(2);
  private final int proxies = ports.get(3);
  private final int diagnostics = ports.get(4);
  private final int monitoring = ports.get(5);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Process process;

  /**
   * Starts it without any application.
   *
   * @param folder an empty one, for all that it writes
   */
  StockServer(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path base = folder.resolve("standalone");
    Directories.copy(HOME.resolve("standalone"), base);
    deployments = base.resolve("deployments");
    log = folder.resolve("console.log");
    process = launch(base);
    await("the server has started", () -> log().contains("WFLYSRV0025"));
  }

  private Process launch(Path base) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                HOME.resolve("bin/standalone.sh").toString(),
                "--server-config=standalone-microprofile.xml",
                "-b=127.0.0.1",
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + http,
                "-Djboss.https.port=" + https,
                "-Djboss.management.http.port=" + management)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KUMA_"));
    builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    // What is only kept while there is memory counts as gone.
    builder.environment().put("PREPEND_JAVA_OPTS", "-XX:SoftRefLRUPolicyMSPerMB=0");
    builder.environment().put("KUMA_API_SERVER_BASE_PATH", "/kuma");
    builder.environment().put("KUMA_DP_SERVER_PORT", Integer.toString(proxies));
    builder.environment().put("KUMA_DIAGNOSTICS_SERVER_PORT", Integer.toString(diagnostics));
    builder
        .environment()
        .put("KUMA_MONITORING_ASSIGNMENT_SERVER_PORT", Integer.toString(monitoring));
    builder.environment().put("KUMA_GENERAL_WORK_DIR", folder.resolve("work").toString());
    return builder.start();
  }

  /** Lays an application into the folder and waits until it runs. */
  void deploy(Path application) throws IOException, InterruptedException {
    awaitDeployed(lay(application));
  }

  /** Lays one into the folder that cannot run, waits until the server says so, and returns why. */
  String deployInVain(Path application) throws IOException, InterruptedException {
    Path reason = marker(lay(application), "failed");
    await("it has failed", () -> Files.exists(reason));
    return Files.readString(reason);
  }

  private String lay(Path application) throws IOException {
    String name = String.valueOf(application.getFileName());
    Path whole = folder.resolve(name);
    Files.copy(application, whole, StandardCopyOption.REPLACE_EXISTING);
    Files.move(whole, deployments.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    return name;
  }

  /** Takes it away from users, not from the folder. */
  void undeploy(String name) throws IOException, InterruptedException {
    Files.delete(marker(name, "deployed"));
    await(name + " is undeployed", () -> Files.exists(marker(name, "undeployed")));
  }

  /** Gives it back to them. */
  void redeploy(String name) throws IOException, InterruptedException {
    Files.deleteIfExists(marker(name, "failed"));
    Files.createFile(marker(name, "dodeploy"));
    awaitDeployed(name);
  }

  private void awaitDeployed(String name) throws InterruptedException {
    await(
        name + " is deployed",
        () -> {
          if (Files.exists(marker(name, "failed"))) {
            throw new AssertionError(name + " cannot be deployed:\n" + log());
          }
          return Files.exists(marker(name, "deployed"));
        });
  }

  private Path marker(String name, String state) {
    return deployments.resolve(name + "." + state);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return ask(http, path);
  }

  /** From the port where operators ask. */
  HttpResponse<String> manage(String path) throws IOException, InterruptedException {
    return ask(management, path);
  }

  /** From the control plane's own port for operators. */
  HttpResponse<String> diagnose(String path) throws IOException, InterruptedException {
    return ask(diagnostics, path);
  }

  HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + http + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(int port, String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .build(),
        BodyHandlers.ofString());
  }

  /** Somebody else has it, until it is closed. */
  ServerSocket takePortOfProxies() throws IOException {
    return new ServerSocket(proxies);
  }

  /** Whether nobody listens at the control plane's own ports. */
  boolean ownPortsAreFree() {
    for (int port : List.of(proxies, diagnostics, monitoring)) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(port));
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** Class loaders of applications called so, after the garbage was collected. */
  long classLoaders(String application) {
    // A full collection; what finalizers and cleaners let go of falls to the next.
    String unused = jcmd("GC.class_histogram");
    return jcmd("VM.classloaders").lines().filter(line -> line.contains(application)).count();
  }

  int threadCount() {
    return (int) jcmd("Thread.print").lines().filter(line -> line.startsWith("\"")).count();
  }

  /** In MiB, after a collection. */
  long metaspace() {
    String info = jcmd("GC.heap_info");
    String line = info.lines().filter(found -> found.contains("Metaspace")).findFirst().orElse("");
    return Long.parseLong(line.replaceAll(".*used ([0-9]+)K.*", "$1")) / 1024;
  }

  /** What operators' tools see of control planes. */
  @SuppressWarnings("BanJNDI") // The address is that of a server of this test.
  List<String> managedControlPlanes() throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(java()));
      try (JMXConnector connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
        return connector
            .getMBeanServerConnection()
            .queryNames(new ObjectName("io.kuma:*"), null)
            .stream()
            .map(ObjectName::getCanonicalName)
            .toList();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | MalformedObjectNameException e) {
      throw new IOException(e);
    }
  }

  private String jcmd(String command) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    words.add(Long.toString(java()));
    words.add(command);
    try {
      Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The script's child is the server. */
  private long java() {
    return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
  }

  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + PATIENCE + ": " + what + "\n" + log());
      }
      Thread.sleep(100);
    }
  }

  String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
