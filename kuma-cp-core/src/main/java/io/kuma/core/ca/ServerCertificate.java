package io.kuma.core.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The certificate and key that this control plane's TLS servers show (contract 1.2), both PEM text.
 * Where none is configured one is made at the first start and kept in the work directory, so that
 * proxies which trust it go on doing so.
 */
public record ServerCertificate(String certificate, String privateKey) {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final String CERTIFICATE_FILE = "kuma-cp.crt";
  private static final String KEY_FILE = "kuma-cp.key";

  /**
   * Reads what is configured.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if one of them is not what it should be
   */
  public static ServerCertificate read(Path certificateFile, Path keyFile) throws IOException {
    ServerCertificate read =
        new ServerCertificate(Files.readString(certificateFile), Files.readString(keyFile));
    Pem.certificates(read.certificate());
    Pem.privateKey(read.privateKey());
    return read;
  }

  /**
   * The certificate kept in {@code directory}; made anew if there is none, or if it has expired.
   *
   * @throws IOException if the directory cannot be used
   */
  public static ServerCertificate keptIn(Path directory, Instant now, SecureRandom random)
      throws IOException {
    Path certificateFile = directory.resolve(CERTIFICATE_FILE);
    Path keyFile = directory.resolve(KEY_FILE);
    if (Files.exists(certificateFile) && Files.exists(keyFile)) {
      ServerCertificate kept = read(certificateFile, keyFile);
      if (now.isBefore(Pem.certificates(kept.certificate()).get(0).getNotAfter().toInstant())) {
        return kept;
      }
    }
    ServerCertificate made = make(now, random);
    Files.createDirectories(directory);
    // The key first: a certificate without a key would be kept for good.
    write(keyFile, made.privateKey());
    write(certificateFile, made.certificate());
    return made;
  }

  private void check() {
    X509Certificate leaf = Pem.certificates(certificate).get(0);
    if (!KeyPairs.belongTogether(leaf.getPublicKey(), Pem.privateKey(privateKey))) {
      throw new IllegalArgumentException("the private key is not that of the certificate");
    }
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "ServerCertificate[]";
  }

  private static ServerCertificate make(Instant now, SecureRandom random) throws IOException {
    KeyPair keys = KeyPairs.elliptic(random);
    X509Certificate certificate =
        new CertificateDraft(
                new X500Name("CN=kuma-control-plane"),
                names(),
                new BigInteger(63, random),
                now.minus(CertificateAuthority.CLOCK_SKEW),
                now.plus(LIFETIME),
                true)
            .selfSigned(keys.getPublic(), keys.getPrivate());
    return new ServerCertificate(Pem.of(certificate), Pem.of(keys.getPrivate()));
  }

  /** Every name and address under which proxies may reach this machine. */
  private static List<GeneralName> names() throws IOException {
    Set<String> hosts = new LinkedHashSet<>(List.of("localhost"));
    hosts.add(InetAddress.getLocalHost().getHostName());
    Set<String> addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(one -> one.getInterfaceAddresses().stream())
            .map(InterfaceAddress::getAddress)
            .map(address -> address.getHostAddress().replaceAll("%.*", ""))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<GeneralName> names = new ArrayList<>();
    hosts.forEach(host -> names.add(CertificateDraft.dns(host)));
    addresses.forEach(address -> names.add(CertificateDraft.ip(address)));
    return names;
  }

  /** All or nothing, and never readable by others, not even for a moment. */
  private static void write(Path file, String text) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text, StandardCharsets.US_ASCII);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
