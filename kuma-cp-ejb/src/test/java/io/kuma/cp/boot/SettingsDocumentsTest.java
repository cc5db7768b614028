package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kuma.model.golden.Golden;
import io.kuma.model.json.JacksonResourceCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the configuration file of the archive, and the list of what has no effect, with {@code
 * -Dgolden.update=true}; otherwise checks that they are what the settings say.
 */
class SettingsDocumentsTest {
  private static final Path CONFORMANCE = Path.of(System.getProperty("kuma.conformance.dir"));
  private static final Path REFERENCE = CONFORMANCE.resolveSibling("contract/kuma-cp.config.yaml");

  @Test
  void theArchivesFileShowsAllSettings() {
    Golden.ofProject(getClass(), "deployment/src/main/archive/conf")
        .checkFile("kuma-cp.conf.yml", ConfigurationFile.text());
  }

  /** What it shows is what counts without it. */
  @Test
  void theArchivesFileShowsDefaults(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("all.yml");
    Files.writeString(file, ConfigurationFile.text().replaceAll("(?m)^( *)#(\\w+:)", "$1$2"));
    SettingsFile read = SettingsFile.read(file.toString());
    assertThat(read.values()).hasSameSizeAs(SettingPlaces.ALL);
    assertThat(settings(Optional.of(read))).isEqualTo(settings(Optional.empty()));
  }

  @Test
  void theArchivesFileSetsNothing(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("none.yml"), ConfigurationFile.text());
    assertThat(SettingsFile.read(file.toString()).values()).isEmpty();
  }

  @Test
  void whatHasNoEffectIsListed() throws IOException {
    SortedSet<String> leaves = new TreeSet<>();
    collect("", new JacksonResourceCodec().parseYaml(Files.readString(REFERENCE)), leaves);
    Path recorded = CONFORMANCE.resolve("recorded/rest-meta/config/expected/config.json");
    collect("", new ObjectMapper().readTree(recorded.toFile()).get("body"), leaves);
    leaves.removeIf(SettingsDocumentsTest::isKnown);
    Golden.ofProject(getClass(), "kuma-cp-ejb/src/main/resources/io/kuma/cp/boot")
        .checkFile(
            "settings-without-effect.txt",
            leaves.stream().map(path -> path + "\n").collect(Collectors.joining()));
  }

  /** Whoever comes from Kuma brings such a file. */
  @Test
  void upstreamsOwnFileCanBeUsed() {
    SettingsFile read = SettingsFile.read(REFERENCE.toString());
    assertThat(read.withoutEffect()).contains("runtime.kubernetes");
    CpSettings settings = settings(Optional.of(read));
    assertThat(settings.store().type()).isEqualTo(CpSettings.StoreType.MEMORY);
    assertThat(settings.access()).isEqualTo(settings(Optional.empty()).access());
  }

  private static boolean isKnown(String path) {
    String spelled = SettingPlaces.spelled(path);
    return SettingPlaces.ALL.containsKey(spelled) || SettingPlaces.isGroup(spelled);
  }

  private static CpSettings settings(Optional<SettingsFile> file) {
    return CpSettings.read(new LauncherSettings(name -> Optional.empty(), file).source());
  }

  private static void collect(String path, JsonNode node, SortedSet<String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .iterator()
          .forEachRemaining(
              entry ->
                  collect(
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getValue(),
                      leaves));
    } else {
      leaves.add(path);
    }
  }
}
