package io.kuma.cp.boot;

import io.kuma.core.ca.ServerCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** A certificate and its key, PEM files both. */
public record TlsFiles(Path certificate, Path key) {

  /**
   * The certificate in the files; without any, the one that is made at the first start and kept.
   *
   * @throws BadSetting if it cannot be used
   */
  static ServerCertificate certificate(
      Optional<TlsFiles> files, Path workDirectory, Clock clock, SecureRandom random) {
    try {
      return files.isPresent()
          ? ServerCertificate.read(files.get().certificate(), files.get().key())
          : ServerCertificate.keptIn(workDirectory, clock.instant(), random);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadSetting("The TLS certificate or key cannot be used: " + e + ".");
    }
  }

  /** The two settings that make one; empty texts for none. */
  record Pair(String certificate, String key) {
    void check(String prefix) {
      if (certificate.isEmpty() != key.isEmpty()) {
        throw new BadSetting(
            prefix + "_CERT_FILE and " + prefix + "_KEY_FILE belong together: set both or none.");
      }
    }

    /** The files, or else those of another pair. */
    Optional<TlsFiles> or(Pair other) {
      Pair pair = certificate.isEmpty() ? other : this;
      return pair.certificate.isEmpty()
          ? Optional.empty()
          : Optional.of(new TlsFiles(Path.of(pair.certificate), Path.of(pair.key)));
    }
  }
}
