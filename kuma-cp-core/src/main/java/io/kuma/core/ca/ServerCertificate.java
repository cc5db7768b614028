package io.kuma.core.ca;

import io.kuma.core.ca.CertificateDraft.Purpose;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key that this control plane's TLS servers show (contract 1.2), both PEM text.
 * Where none is configured one is made at the first start and kept in the work directory, so that
 * proxies which trust it go on doing so.
 */
public record ServerCertificate(String certificate, String privateKey) {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final String CERTIFICATE_FILE = "kuma-cp.crt";
  private static final String KEY_FILE = "kuma-cp.key";
  private static final String LOCK_FILE = "kuma-cp.lock";
  private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);

  /**
   * Reads what is configured.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if one of them is not what it should be
   */
  public static ServerCertificate read(Path certificateFile, Path keyFile) throws IOException {
    ServerCertificate read =
        new ServerCertificate(Files.readString(certificateFile), Files.readString(keyFile));
    read.check();
    return read;
  }

  /**
   * The certificate kept in {@code directory}; made anew if there is none, if it has expired, or if
   * certificate and key do not belong together because an earlier start was cut off.
   *
   * @throws IOException if the directory cannot be used
   */
  public static ServerCertificate keptIn(Path directory, Instant now, SecureRandom random)
      throws IOException {
    Files.createDirectories(directory);
    Path lockFile = directory.resolve(LOCK_FILE);
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Until the channel is closed: two control planes may share a home directory.
      channel.lock();
      Path certificateFile = directory.resolve(CERTIFICATE_FILE);
      Path keyFile = directory.resolve(KEY_FILE);
      Optional<ServerCertificate> kept = findUsable(certificateFile, keyFile, now);
      if (kept.isPresent()) {
        return kept.get();
      }
      ServerCertificate made = make(now, random);
      write(keyFile, made.privateKey());
      write(certificateFile, made.certificate());
      return made;
    }
  }

  private static Optional<ServerCertificate> findUsable(
      Path certificateFile, Path keyFile, Instant now) throws IOException {
    if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
      return Optional.empty();
    }
    try {
      ServerCertificate kept = read(certificateFile, keyFile);
      X509Certificate leaf = Pem.certificates(kept.certificate()).get(0);
      return Optional.of(kept).filter(it -> now.isBefore(leaf.getNotAfter().toInstant()));
    } catch (IllegalArgumentException e) {
      log.warn("The certificate in {} is replaced: {}", certificateFile, e.getMessage());
      return Optional.empty();
    }
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
    X509CertificateHolder certificate =
        new CertificateDraft(
                new X500Name("CN=kuma-control-plane"),
                names(),
                new BigInteger(63, random),
                now.minus(CertificateAuthority.CLOCK_SKEW),
                now.plus(LIFETIME),
                Purpose.SERVER_AND_ROOT)
            .selfSigned(keys.getPublic(), keys.getPrivate());
    return new ServerCertificate(Pem.of(certificate), Pem.of(keys.getPrivate()));
  }

  /** Every name and address under which proxies may reach this machine. */
  private static List<GeneralName> names() throws IOException {
    Set<String> hosts = new LinkedHashSet<>(List.of("localhost"));
    hostName().ifPresent(hosts::add);
    Set<String> addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(one -> one.getInterfaceAddresses().stream())
            .map(InterfaceAddress::getAddress)
            .map(address -> address.getHostAddress().replaceAll("%.*", ""))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<GeneralName> names = new ArrayList<>();
    hosts.forEach(host -> names.add(CertificateDraft.host(host)));
    addresses.forEach(address -> names.add(CertificateDraft.host(address)));
    return names;
  }

  /** A machine need not know its own name. */
  private static Optional<String> hostName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
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
