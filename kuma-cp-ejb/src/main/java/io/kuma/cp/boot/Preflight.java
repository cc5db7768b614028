package io.kuma.cp.boot;

import io.kuma.core.ca.Pem;
import io.kuma.core.ca.ServerCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What {@code bin/kuma-cp run} does before it starts the server: it checks what would make the
 * start fail, so that users read one sentence and not a server's log, and makes the key store that
 * the server's HTTPS needs before any application runs.
 */
public final class Preflight {
  /** The server's configuration names it too. It protects nothing: the file's permissions do. */
  private static final char[] PASSWORD = "password".toCharArray();

  private Preflight() {}

  /** What only the server reads. */
  record ServerSettings(
      @Setting(env = "KUMA_MANAGEMENT_PORT", value = "9990", max = 65535) int managementPort) {}

  /**
   * Ends with 1 and one sentence on the error output if the control plane cannot start.
   *
   * @param args a configuration file, or none
   */
  public static void main(String... args) {
    LauncherSettings.call(args, Preflight::run);
  }

  /** Returns what the server needs to be told, as lines for the shell that starts it. */
  static String run(LauncherSettings given) {
    Function<String, Optional<String>> source = given.source();
    CpSettings settings = CpSettings.read(source);
    ServerSettings server = new SettingsReader(source).read(ServerSettings.class);
    ApiServerSettings.Http http = settings.apiServer().http();
    ApiServerSettings.Https https = settings.apiServer().https();
    if (http.enabled()) {
      checkFree(http.address(), http.port(), "KUMA_API_SERVER_HTTP_PORT");
    }
    if (https.enabled()) {
      checkFree(https.address(), https.port(), "KUMA_API_SERVER_HTTPS_PORT");
    }
    checkFree("0.0.0.0", settings.dpServer().port(), "KUMA_DP_SERVER_PORT");
    checkFree("0.0.0.0", settings.diagnostics().serverPort(), "KUMA_DIAGNOSTICS_SERVER_PORT");
    if (settings.monitoringAssignmentServer().enabled()) {
      checkFree(
          "0.0.0.0",
          settings.monitoringAssignmentServer().port(),
          "KUMA_MONITORING_ASSIGNMENT_SERVER_PORT");
    }
    checkFree("127.0.0.1", server.managementPort(), "KUMA_MANAGEMENT_PORT");
    StoreEncryption.read(source).keys();
    new StoreDatabase(settings).look();
    Path directory = workDirectory(settings);
    if (settings.store().type() == CpSettings.StoreType.H2) {
      EmbeddedStore.in(directory).look();
    }
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    ServerCertificate unused =
        TlsFiles.certificate(settings.proxiesTls(), directory, clock, random);
    if (settings.diagnostics().tlsEnabled()) {
      unused = TlsFiles.certificate(settings.diagnosticsTls(), directory, clock, random);
    }
    Path keyStore = directory.resolve("https.p12");
    Path trustStore = directory.resolve("clients.p12");
    writeKeyStore(TlsFiles.certificate(settings.apiTls(), directory, clock, random), keyStore);
    writeTrustStore(ClientCertificates.of(settings), trustStore);
    SortedMap<String, String> variables = new TreeMap<>(given.fromFile());
    variables.put("KUMA_GENERAL_WORK_DIR", directory.toString());
    variables.put("KUMA_API_SERVER_KEY_STORE", keyStore.toString());
    variables.put("KUMA_API_SERVER_TRUST_STORE", trustStore.toString());
    variables.putAll(
        ServerVariables.of(settings, new SettingsReader(source).read(AuditSettings.class)));
    return ServerVariables.toShell(variables);
  }

  private static void checkFree(String address, int port, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (IOException e) {
      throw new BadSetting(
          "Port "
              + port
              + " of "
              + address
              + " cannot be had ("
              + e.getMessage()
              + "); end what uses it, or set "
              + setting
              + " to another.");
    }
  }

  private static Path workDirectory(CpSettings settings) {
    Path directory = settings.general().workDirectory().toAbsolutePath();
    try {
      if (Files.notExists(directory)) {
        // It will hold keys.
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (Files.isDirectory(directory) && Files.isWritable(directory)) {
        return directory;
      }
    } catch (IOException e) {
      throw new BadSetting(
          "The work directory "
              + directory
              + " cannot be made ("
              + e
              + "); set KUMA_GENERAL_WORK_DIR to another.");
    }
    throw new BadSetting(
        "The work directory "
            + directory
            + " cannot be written to; set KUMA_GENERAL_WORK_DIR to another.");
  }

  private static void writeKeyStore(ServerCertificate certificate, Path file) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setKeyEntry(
          "server",
          Pem.privateKey(certificate.privateKey()),
          PASSWORD,
          Pem.certificates(certificate.certificate()).toArray(X509Certificate[]::new));
      write(store, file);
    } catch (GeneralSecurityException | IOException e) {
      throw new BadSetting("The certificate of HTTPS cannot be kept in " + file + " (" + e + ").");
    }
  }

  private static void writeTrustStore(ClientCertificates clients, Path file) {
    try {
      write(clients.trustStore(), file);
    } catch (GeneralSecurityException | IOException e) {
      throw new BadSetting(
          "The certificates of callers cannot be kept in " + file + " (" + e + ").");
    }
  }

  private static void write(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(draft)) {
      store.store(out, PASSWORD);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
