package io.kuma.kumactl.command;

import io.kuma.kumactl.Failure;
import io.kuma.kumactl.Session;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kumactl generate tls-certificate}: signed by itself, for servers and for clients. */
@Command(name = "tls-certificate", description = "Generate a TLS certificate.")
final class TlsCertificateCommand extends KumactlCommand {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 128;
  private static final int RSA_BITS = 2048;

  @Option(
      names = "--type",
      required = true,
      paramLabel = "string",
      description = "type of the certificate: one of client|server")
  private String type = "";

  @Option(
      names = "--hostname",
      split = ",",
      paramLabel = "strings",
      description = "DNS hostname(s) to issue the certificate for")
  private List<String> hostnames = new ArrayList<>();

  @Option(
      names = "--cert-file",
      paramLabel = "string",
      defaultValue = "cert.pem",
      description = "path to a file with a generated TLS certificate (`-` for stdout)")
  private String certFile = "";

  @Option(
      names = "--key-file",
      paramLabel = "string",
      defaultValue = "key.pem",
      description = "path to a file with a generated private key (`-` for stdout)")
  private String keyFile = "";

  @Option(
      names = "--key-type",
      paramLabel = "string",
      defaultValue = "rsa",
      description = "type of the private key: one of rsa|ecdsa")
  private String keyType = "";

  TlsCertificateCommand(Session session) {
    super(session);
  }

  @Override
  void run() {
    boolean server = type.equals("server");
    if (!server && !type.equals("client")) {
      throw new Failure("invalid certificate type \"" + type + "\": it must be client or server");
    }
    if (server && hostnames.isEmpty()) {
      throw new Failure("at least one hostname must be given");
    }
    KeyPair keys = keys();
    X509CertificateHolder certificate;
    try {
      certificate = certificate(keys, server);
      write(keyFile, keyPem(keys), "rw-------");
      write(certFile, Keys.pem("CERTIFICATE", certificate.getEncoded()), "rw-r--r--");
    } catch (IOException | OperatorCreationException e) {
      throw new Failure("the certificate cannot be made: " + e.getMessage(), e);
    }
    boolean toFiles = !keyFile.equals("-") && !certFile.equals("-");
    if (toFiles) {
      print("Private key saved in %s\nCertificate saved in %s\n".formatted(keyFile, certFile));
    }
  }

  private static String keyPem(KeyPair keys) {
    return keys.getPrivate().getAlgorithm().equals("RSA")
        ? Keys.pem(keys)
        // Others cannot be told from the key itself in the older form.
        : Keys.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private KeyPair keys() {
    try {
      KeyPairGenerator generator;
      if (keyType.equals("ecdsa")) {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else if (keyType.equals("rsa")) {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
      } else {
        throw new Failure("invalid key type \"" + keyType + "\": it must be rsa or ecdsa");
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509CertificateHolder certificate(KeyPair keys, boolean server)
      throws IOException, OperatorCreationException {
    Instant now = Instant.now();
    String common = hostnames.isEmpty() ? "client" : hostnames.get(0);
    X500Name name = new X500Name("CN=" + common);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()),
            Date.from(now.minusSeconds(300)),
            Date.from(now.plus(LIFETIME)),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            server ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
    if (!hostnames.isEmpty()) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names()));
    }
    String algorithm =
        keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()));
  }

  private GeneralName[] names() {
    return hostnames.stream()
        .map(
            host ->
                new GeneralName(
                    host.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName,
                    host))
        .toArray(GeneralName[]::new);
  }

  private void write(String file, String text, String mode) throws IOException {
    if (file.equals("-")) {
      print(text);
      return;
    }
    Path path = session().terminal().file(file);
    if (Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
        && !Files.exists(path)) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    }
    Files.writeString(path, text);
  }
}
