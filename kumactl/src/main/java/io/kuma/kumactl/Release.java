package io.kuma.kumactl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which kumactl this is.
 *
 * @param contract the release of Kuma whose kumactl it stands for
 */
public record Release(String contract, String build) {
  public static final String PRODUCT = "Kuma";

  public static Release current() {
    Properties properties = new Properties();
    try (InputStream in = Release.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Release(properties.getProperty("version"), properties.getProperty("build"));
  }
}
