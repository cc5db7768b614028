package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The calls of the conformance folder {@code rest/resources/crud}: every case whose types exist.
 * The folder is given by the system property {@code kuma.conformance.dir}.
 */
class RestConformanceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("kuma.conformance.dir"), "rest", "resources", "crud");
  private static final Pattern CALL = Pattern.compile("#(/\\S*) (\\d{3})(?: method=(\\w+))?\\s*");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

  private static int passed;
  private static int failed;
  private static final Set<String> LEFT_OUT = new TreeSet<>();

  private final ResourceCodec codec = new JacksonResourceCodec();

  private record Call(String method, String path, int status) {}

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(FOLDER)) {
      inputs = files.filter(file -> file.toString().endsWith(".input.yaml")).sorted().toList();
    }
    return inputs.stream().filter(this::typesExist).map(this::test);
  }

  @AfterAll
  static void tell() {
    System.out.printf("rest: left out, their types do not exist yet: %s%n", LEFT_OUT);
    System.out.printf("rest: %d passed, %d failed, %d skipped%n", passed, failed, LEFT_OUT.size());
  }

  private DynamicTest test(Path input) {
    return DynamicTest.dynamicTest(
        name(input),
        () -> {
          boolean asExpected = false;
          try (TestServer server = new TestServer()) {
            run(server, input);
            asExpected = true;
          } finally {
            passed += asExpected ? 1 : 0;
            failed += asExpected ? 0 : 1;
          }
        });
  }

  private void run(TestServer server, Path input) throws IOException {
    String text = Files.readString(input);
    codec.parseYamlDocuments(text).stream().filter(JsonNode::isObject).forEach(server::preload);
    List<Call> calls = calls(text);
    for (int i = 0; i < calls.size(); i++) {
      String stem = name(input) + (calls.size() == 1 ? "" : "_%02d".formatted(i));
      Call call = calls.get(i);
      String body =
          call.method().equals("PUT")
              ? Files.readString(FOLDER.resolve(stem + ".request.json"))
              : null;
      HttpResponse<String> answer = server.send(call.method(), call.path(), body);
      assertThat(answer.statusCode()).as("%s: %s", stem, answer.body()).isEqualTo(call.status());
      Path golden = FOLDER.resolve(stem + ".golden.json");
      if (Files.exists(golden)) {
        assertThat(normalised(server, answer.body()))
            .as(stem)
            .isEqualTo(codec.parseJson(Files.readString(golden)));
      }
    }
  }

  private JsonNode normalised(TestServer server, String body) {
    String address = server.root().substring("http://".length());
    String text = body.replace(address, "{{address}}");
    return codec.parseJson(TIME.matcher(text).replaceAll("0001-01-01T00:00:00Z"));
  }

  private static List<Call> calls(String text) {
    List<Call> calls = new ArrayList<>();
    for (String line : text.lines().takeWhile(one -> one.startsWith("#")).toList()) {
      Matcher matcher = CALL.matcher(line);
      if (matcher.matches()) {
        String method = matcher.group(3) == null ? "GET" : matcher.group(3);
        calls.add(new Call(method, matcher.group(1), Integer.parseInt(matcher.group(2))));
      }
    }
    return calls;
  }

  private boolean typesExist(Path input) {
    try {
      String text = Files.readString(input);
      List<String> paths = calls(text).stream().map(call -> typePath(call.path())).toList();
      boolean exist =
          paths.stream()
                  .allMatch(path -> path.startsWith("_") || KNOWN.findByPath(path).isPresent())
              && codec.parseYamlDocuments(text).stream()
                  .filter(JsonNode::isObject)
                  .allMatch(one -> KNOWN.findByName(one.path("type").asText()).isPresent());
      if (!exist) {
        LEFT_OUT.add(name(input));
      }
      return exist;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final io.kuma.model.ResourceTypes KNOWN = TestServer.allTypes();

  /** The path segment that names the type. */
  private static String typePath(String path) {
    String[] parts = path.replaceAll("\\?.*", "").split("/", -1);
    return parts[1].equals("meshes") && parts.length > 3 ? parts[3] : parts[1];
  }

  private static String name(Path input) {
    return input.getFileName().toString().replace(".input.yaml", "");
  }
}
