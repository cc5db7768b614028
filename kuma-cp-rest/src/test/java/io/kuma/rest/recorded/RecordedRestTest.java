package io.kuma.rest.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.resource.contract.ContractFiles;
import io.kuma.rest.Tally;
import io.kuma.rest.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded scenarios that need nothing but the API, all on one control plane that has what a
 * control plane creates at its start.
 */
class RecordedRestTest {
  private static final Path CONFORMANCE = Path.of(System.getProperty("kuma.conformance.dir"));
  private static final Map<String, Tally> TALLIES = new TreeMap<>();
  private static final KnownDifferences KNOWN = new KnownDifferences();

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.withEssentials();
  }

  @AfterAll
  static void tell() {
    server.close();
    System.out.print(KNOWN.summary());
    TALLIES.forEach((group, tally) -> System.out.println("recorded/" + group + ": " + tally));
  }

  @TestFactory
  Stream<DynamicContainer> scenarios() throws IOException {
    Selection selection = new Selection(server.types, catalogue());
    List<Path> groups;
    try (Stream<Path> folders = Files.list(ContractFiles.suite("recorded"))) {
      groups = folders.filter(Files::isDirectory).sorted().toList();
    }
    return groups.stream()
        .map(
            group ->
                dynamicContainer(
                    group.getFileName().toString(),
                    Scenario.of(group, server.codec).stream()
                        .flatMap(scenario -> test(scenario, selection).stream())));
  }

  private static Optional<DynamicTest> test(Scenario scenario, Selection selection) {
    Tally tally = TALLIES.computeIfAbsent(scenario.group(), name -> new Tally());
    Optional<String> obstacle = selection.obstacle(scenario);
    if (obstacle.isPresent()) {
      tally.leaveOut(scenario.name(), obstacle.get());
      return Optional.empty();
    }
    return Optional.of(
        tally.test(
            scenario.name(),
            () -> {
              try (ScenarioRun run = new ScenarioRun(scenario, server, KNOWN)) {
                assertThat(run.run()).as(scenario.label()).isEmpty();
              }
            }));
  }

  private static JsonNode catalogue() throws IOException {
    return server.codec.parseJson(
        Files.readString(CONFORMANCE.resolve("rest/base_endpoints/_resources.golden.json")));
  }
}
