package io.kuma.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What the EAR carries, and what it must not. */
class EarTest {

  /**
   * Without an index in each library the server reads all their classes at every start: ten seconds
   * and more.
   */
  @Test
  void everyLibraryOfOthersHasAnIndexAndNoneOfOurs() throws IOException {
    try (ZipFile ear = new ZipFile(Distribution.ear())) {
      List<String> with = new ArrayList<>();
      List<String> without = new ArrayList<>();
      for (ZipEntry entry : libraries(ear)) {
        (hasIndex(ear, entry) ? with : without).add(entry.getName().substring("lib/".length()));
      }
      assertThat(with).hasSizeGreaterThan(30).noneMatch(EarTest::isOurs);
      assertThat(without).hasSizeGreaterThan(5).allMatch(EarTest::isOurs);
    }
  }

  @Test
  void bringsNothingForOtherPlatformsAndNothingThatTheServerHas() throws IOException {
    try (ZipFile ear = new ZipFile(Distribution.ear())) {
      assertThat(libraries(ear))
          .extracting(ZipEntry::getName)
          .noneMatch(name -> name.contains("osx") || name.contains("windows"))
          .noneMatch(
              name ->
                  name.contains("slf4j")
                      || name.contains("hibernate")
                      || name.contains("jakarta")
                      || name.contains("elytron"));
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("kuma-") || name.startsWith("persistence-");
  }

  private static List<? extends ZipEntry> libraries(ZipFile ear) {
    return ear.stream().filter(entry -> entry.getName().matches("lib/.+\\.jar")).toList();
  }

  private static boolean hasIndex(ZipFile ear, ZipEntry library) throws IOException {
    try (ZipInputStream in = new ZipInputStream(ear.getInputStream(library))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("META-INF/jandex.idx")) {
          return true;
        }
      }
      return false;
    }
  }
}
