package io.kuma.cp.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What this control plane says that it is.
 *
 * @param contract the release of Kuma whose contract it speaks; kumactl compares it with its own
 */
record Release(String contract) {

  /** What the build wrote down. */
  static Release read() {
    Properties properties = new Properties();
    try (InputStream file = Release.class.getResourceAsStream("release.properties")) {
      properties.load(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Release(Objects.requireNonNull(properties.getProperty("contract")));
  }
}
