package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.resource.contract.ContractFiles;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The calls of the conformance folder {@code rest}, a control plane with an empty store for each
 * case. The folder is that of {@link ContractFiles#suite}.
 */
class RestConformanceTest {
  private static final Path ROOT = ContractFiles.suite("rest");

  /**
   * Cases that are answered otherwise on purpose, with what the answer says instead; see
   * docs/deviations.md.
   */
  private static final Map<String, String> ON_PURPOSE =
      Map.of("resources/crud/put_meshservice", "spec.ports[0].protocol");

  private static final Map<String, ControlPlane> MODES =
      Map.of(
          "resources/inspect/services/_resources/hostnames/global",
          new ControlPlane(Mode.GLOBAL, Environment.UNIVERSAL, null, false));

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Map<String, Tally> TALLIES = new TreeMap<>();

  @AfterAll
  static void tell() {
    TALLIES.forEach((folder, tally) -> System.out.println("rest/" + folder + ": " + tally));
  }

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    List<Path> folders;
    try (Stream<Path> files = Files.walk(ROOT)) {
      folders = files.filter(Files::isDirectory).sorted().toList();
    }
    return folders.stream()
        .filter(folder -> !RestCase.of(folder).isEmpty())
        .map(
            folder ->
                DynamicContainer.dynamicContainer(
                    ROOT.relativize(folder).toString(),
                    RestCase.of(folder).stream().flatMap(one -> test(folder, one).stream())));
  }

  @TestFactory
  Stream<DynamicTest> baseEndpoints() {
    Tally tally = TALLIES.computeIfAbsent("base_endpoints", name -> new Tally());
    List<String> names = new ArrayList<>(List.of("_resources", "policies", "who-am-i"));
    if (TestServer.allTypes().all().size() < 53) {
      for (String catalogue : List.of("_resources", "policies")) {
        names.remove(catalogue);
        tally.leaveOut(catalogue, "not all types yet");
      }
    }
    return names.stream()
        .filter(name -> Files.exists(ROOT.resolve("base_endpoints/" + name + ".golden.json")))
        .map(
            name ->
                tally.test(
                    name,
                    () -> {
                      Path golden = ROOT.resolve("base_endpoints/" + name + ".golden.json");
                      try (TestServer server = new TestServer()) {
                        HttpResponse<String> answer = server.get("/" + name);
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(normalised(server, answer.body()))
                            .isEqualTo(server.codec.parseJson(Files.readString(golden)));
                      }
                    }));
  }

  private static Optional<DynamicTest> test(Path path, RestCase one) {
    String folder = ROOT.relativize(path).toString();
    Tally tally = TALLIES.computeIfAbsent(folder, name -> new Tally());
    Optional<String> obstacle = one.missingType();
    if (obstacle.isPresent()) {
      tally.leaveOut(one.name(), obstacle.get());
      return Optional.empty();
    }
    ControlPlane mode = MODES.getOrDefault(folder, ControlPlane.standalone("default"));
    return Optional.of(
        tally.test(
            one.name(),
            () -> {
              try (TestServer server = new TestServer(mode)) {
                String instead = ON_PURPOSE.get(folder + "/" + one.name());
                if (instead == null) {
                  run(server, one);
                } else {
                  assertThatThrownBy(() -> run(server, one))
                      .isInstanceOf(AssertionError.class)
                      .hasMessageContaining(instead);
                }
              }
            }));
  }

  private static void run(TestServer server, RestCase one) {
    one.documents().forEach(server::preload);
    List<RestCase.Call> calls = one.calls();
    for (int i = 0; i < calls.size(); i++) {
      RestCase.Call call = calls.get(i);
      Optional<String> body = call.method().equals("PUT") ? one.request(i) : Optional.empty();
      HttpResponse<String> answer = server.send(call.method(), call.path(), body.orElse(null));
      assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(call.status());
      Optional<String> golden = one.golden(i);
      if (golden.isPresent()) {
        assertThat(normalised(server, answer.body()))
            .as(call.toString())
            .isEqualTo(server.codec.parseJson(golden.get()));
      }
    }
  }

  private static JsonNode normalised(TestServer server, String body) {
    String address = server.root().substring("http://".length());
    String text = body.replace(address, "{{address}}");
    return server.codec.parseJson(TIME.matcher(text).replaceAll("0001-01-01T00:00:00Z"));
  }
}
