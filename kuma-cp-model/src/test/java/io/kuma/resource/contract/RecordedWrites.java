package io.kuma.resource.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Replays the writes that upstream was recorded with against the definitions of types alone: what
 * it stored must pass both checks, with the warnings that it gave, and what it refused must be
 * refused for the same reasons.
 *
 * <p>Refusals that are not about the spec (names that differ from the path, labels, rights, meshes
 * that do not exist) belong to the REST tests.
 */
public final class RecordedWrites {
  private static final Set<String> METADATA = Set.of("", "name", "type", "mesh", "labels");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::field).thenComparing(Violation::message);

  private final ResourceCodec codec = ContractFiles.CODEC;
  private final ResourceTypes types;

  public RecordedWrites(Collection<? extends ResourceType<?>> types) {
    this.types = new ResourceTypes(types);
  }

  /** One write and what came of it. */
  private record Write(String name, JsonNode resource, JsonNode body, int status) {}

  /** A test for each recorded write of a type that is known. */
  public Stream<DynamicTest> tests() {
    return scenarios().stream()
        .flatMap(scenario -> writes(scenario).stream())
        .filter(write -> types.findByName(write.resource().path("type").asText()).isPresent())
        .filter(write -> write.status() < 300 || isAboutSpec(write.body()))
        .map(write -> DynamicTest.dynamicTest(write.name(), () -> replay(write)));
  }

  private void replay(Write write) {
    ResourceType<?> type = types.findByName(write.resource().path("type").asText()).orElseThrow();
    replay(type, write);
  }

  private <S extends Spec> void replay(ResourceType<S> type, Write write) {
    JsonNode tree = write.resource().deepCopy();
    Violations violations = new Violations();
    codec.checkResource(type, tree, violations);
    List<String> warnings = List.of();
    if (violations.isEmpty()) {
      Resource<S> resource = type.cast(codec.toResource(types, tree));
      type.validator().validate(resource, violations);
      warnings = type.validator().deprecations(resource);
    }
    List<Violation> expected = expected(write.body());
    assertThat(
            violations.toList().stream()
                .map(ours -> withPlaceholders(ours, expected))
                .sorted(ORDER)
                .toList())
        .isEqualTo(expected);
    if (write.status() < 300) {
      List<String> expectedWarnings = new ArrayList<>();
      write.body().path("warnings").forEach(warning -> expectedWarnings.add(warning.asText()));
      assertThat(warnings).isEqualTo(expectedWarnings);
    }
  }

  private static List<Violation> expected(JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    for (JsonNode parameter : body.path("invalid_parameters")) {
      violations.add(
          new Violation(parameter.path("field").asText(), parameter.path("reason").asText()));
    }
    violations.sort(ORDER);
    return violations;
  }

  /** The recorded violation that {@code ours} fits, where placeholders stand for any words. */
  private static Violation withPlaceholders(Violation ours, List<Violation> expected) {
    return expected.stream()
        .filter(theirs -> theirs.field().equals(ours.field()))
        .filter(theirs -> pattern(theirs.message()).matcher(ours.message()).matches())
        .findFirst()
        .orElse(ours);
  }

  private static Pattern pattern(String message) {
    return Pattern.compile(
        Arrays.stream(PLACEHOLDER.split(message, -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".+")),
        Pattern.DOTALL);
  }

  private static boolean isAboutSpec(JsonNode body) {
    JsonNode parameters = body.path("invalid_parameters");
    for (JsonNode parameter : parameters) {
      String field = parameter.path("field").asText();
      if (METADATA.contains(field)
          || field.startsWith("labels")
          || parameter.path("reason").asText().contains("is immutable")) {
        return false;
      }
    }
    return !parameters.isEmpty();
  }

  private List<Write> writes(Path scenario) {
    List<Write> writes = new ArrayList<>();
    for (JsonNode step : ContractFiles.document(scenario.resolve("scenario.yaml")).path("steps")) {
      Path answer = scenario.resolve("expected").resolve(step.path("as").asText() + ".json");
      if (!step.has("as") || !Files.exists(answer)) {
        continue;
      }
      JsonNode expected = ContractFiles.document(answer);
      if (step.has("apply")) {
        writes.addAll(applied(scenario, step, expected.path("answers")));
      } else if (step.path("put").path("body") instanceof ObjectNode body) {
        writes.add(
            new Write(
                name(scenario) + " " + step.path("as").asText(),
                body,
                expected.path("body"),
                expected.path("status").asInt()));
      }
    }
    return writes;
  }

  private List<Write> applied(Path scenario, JsonNode step, JsonNode answers) {
    List<JsonNode> documents =
        ContractFiles.documents(scenario.resolve(step.path("apply").asText()));
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      JsonNode answer = answers.get(i);
      writes.add(
          new Write(
              name(scenario) + " " + answer.path("resource").asText(),
              documents.get(i),
              answer.path("body"),
              answer.path("status").asInt()));
    }
    return writes;
  }

  private static List<Path> scenarios() {
    try (Stream<Path> files = Files.walk(ContractFiles.conformance("recorded"))) {
      return files
          .filter(file -> file.endsWith("scenario.yaml"))
          .flatMap(file -> Optional.ofNullable(file.getParent()).stream())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path scenario) {
    return ContractFiles.conformance("recorded").relativize(scenario).toString();
  }
}
