package io.kuma.cp.boot;

import java.nio.file.Path;
import java.util.Optional;

/** A certificate and its key, PEM files both. */
public record TlsFiles(Path certificate, Path key) {

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
