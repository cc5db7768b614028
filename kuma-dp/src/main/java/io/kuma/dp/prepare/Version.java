package io.kuma.dp.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this kuma-dp is.
 *
 * @param contract the Kuma release whose contract it speaks; what the control plane is told
 * @param build version of this build
 */
record Version(String contract, String build) {

  static Version current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(properties.getProperty("version"), properties.getProperty("build"));
  }
}
