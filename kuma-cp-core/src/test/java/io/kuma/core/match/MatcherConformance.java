package io.kuma.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.model.Policy;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the cases of the conformance folder {@code matchers} through {@link PolicyMatcher}, for the
 * types that it is given.
 */
public final class MatcherConformance {
  private static final Set<String> KINDS =
      Set.of("dataplane-policies", "dataplane-kind", "from-rules", "to-rules", "to-rules-mes");

  private final ResourceCodec codec = new JacksonResourceCodec();
  private final List<PolicyType<?, ?>> types;
  private final ConformanceFiles files;
  private final RuleTrees trees = new RuleTrees(codec);
  private final Tally tally = new Tally("matchers");

  public MatcherConformance(List<? extends PolicyType<?, ?>> types, ResourceTypes catalogue) {
    this.types = List.copyOf(types);
    this.files = new ConformanceFiles(codec, catalogue);
  }

  /** A test for each case whose types exist. */
  public Stream<DynamicTest> tests() {
    List<Path> folders = new ArrayList<>();
    for (Path kind : ConformanceFiles.list(ConformanceFiles.folder("matchers"))) {
      for (Path folder : ConformanceFiles.list(kind)) {
        if (Files.exists(folder.resolve("case.yaml"))) {
          folders.add(folder);
        } else {
          folders.addAll(ConformanceFiles.list(folder));
        }
      }
    }
    return tally.tests(folders.stream().map(this::toCase).toList());
  }

  public String closingLines() {
    return tally.closingLines();
  }

  private Tally.Case toCase(Path folder) {
    Path root = ConformanceFiles.folder("matchers");
    String typeName = files.tree(folder.resolve("case.yaml")).path("policyType").asText();
    Optional<PolicyType<?, ?>> type =
        types.stream().filter(candidate -> candidate.name().equals(typeName)).findFirst();
    return new Tally.Case(
        root.relativize(folder).toString(),
        whyNot(root.relativize(folder).getName(0).toString(), folder, typeName, type.isPresent()),
        () -> run(folder, type.orElseThrow()));
  }

  private Optional<String> whyNot(String kind, Path folder, String typeName, boolean typeExists) {
    if (!KINDS.contains(kind)) {
      return Optional.of("no zone egress or builtin gateway yet");
    }
    SortedSet<String> missing = new TreeSet<>(files.unknownTypes(folder.resolve("policies.yaml")));
    if (!typeExists) {
      missing.add(typeName);
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of("no type " + missing);
  }

  private <S extends Policy, C extends Record> void run(Path folder, PolicyType<S, C> type) {
    List<Resource<?>> resources = new ArrayList<>(files.resources(folder.resolve("policies.yaml")));
    Path externalServices = folder.resolve("mesh-external-services.yaml");
    if (Files.exists(externalServices)) {
      resources.addAll(files.resources(externalServices));
    }
    ListSnapshot mesh = new ListSnapshot(resources);
    Resource<Dataplane> dataplane =
        CoreTypes.DATAPLANE.cast(files.resources(folder.resolve("dataplane.yaml")).get(0));
    JsonNode expected = files.tree(folder.resolve("expected.yaml"));
    PolicyMatcher matcher = new PolicyMatcher(types, codec);
    String result = files.tree(folder.resolve("case.yaml")).path("result").asText();
    switch (result) {
      case "dataplanePolicies" -> {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        matcher
            .policies(mesh, dataplane, type, Shadow.LEFT_OUT)
            .forEach(policy -> items.add(codec.toTree(type.resource(), policy)));
        assertThat((JsonNode) items).isEqualTo(expected.path("items"));
      }
      case "fromRules" ->
          assertThat((JsonNode) fromRules(matcher, mesh, dataplane, type))
              .isEqualTo(
                  RuleConformance.fromRules(
                      RuleTrees.essence(expected.path("rules")),
                      RuleTrees.essence(expected.path("inboundRules"))));
      case "toRules" -> {
        ObjectNode rules = JsonNodeFactory.instance.objectNode();
        PolicyRules<C> found = rules(matcher, mesh, dataplane, type);
        rules.set("rules", trees.subsetRules(found.to()));
        rules.set("resourceRules", trees.resourceRules(found.resources()));
        assertThat((JsonNode) rules).isEqualTo(RuleTrees.essence(expected));
      }
      default -> throw new AssertionError("unknown result " + result);
    }
  }

  private <S extends Policy, C extends Record> ObjectNode fromRules(
      PolicyMatcher matcher,
      ListSnapshot mesh,
      Resource<Dataplane> dataplane,
      PolicyType<S, C> type) {
    SortedMap<InboundKey, JsonNode> from = new TreeMap<>();
    rules(matcher, mesh, dataplane, type)
        .from()
        .forEach((key, rules) -> from.put(key, trees.subsetRules(rules)));
    SortedMap<InboundKey, JsonNode> inbound = new TreeMap<>();
    matcher
        .inboundItems(mesh, dataplane, type, Shadow.LEFT_OUT)
        .forEach((key, rules) -> inbound.put(key, trees.matchRules(rules)));
    return RuleConformance.fromRules(RuleTrees.byInbound(from), RuleTrees.byInbound(inbound));
  }

  private static <C extends Record> PolicyRules<C> rules(
      PolicyMatcher matcher,
      ListSnapshot mesh,
      Resource<Dataplane> dataplane,
      PolicyType<?, C> type) {
    return matcher
        .match(mesh, dataplane)
        .find(type)
        .orElseGet(
            () ->
                new PolicyRules<>(
                    type,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    List.of(),
                    ResourceRules.none(),
                    Optional.empty()));
  }
}
