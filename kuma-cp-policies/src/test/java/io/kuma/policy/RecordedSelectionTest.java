package io.kuma.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.match.legacy.LegacySelection;
import io.kuma.model.LegacyPolicy;
import io.kuma.model.LegacyPolicy.OfConnections;
import io.kuma.model.LegacyPolicy.OfProxies;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Inbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The policies by tags that upstream named for the parts of a proxy ({@code GET
 * /meshes/…/dataplanes/…/policies}), against those that are selected here. The policies of a
 * scenario were written one after the other, which decides between those that say as much.
 */
class RecordedSelectionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final List<ResourceType<? extends OfConnections>> OF_OUTBOUNDS =
      List.of(
          CoreTypes.TRAFFIC_ROUTE,
          Policies.CIRCUIT_BREAKER,
          Policies.HEALTH_CHECK,
          Policies.RETRY,
          Policies.TIMEOUT,
          Policies.TRAFFIC_LOG);
  private static final List<ResourceType<? extends OfConnections>> ALL_OF_INBOUNDS =
      List.of(Policies.FAULT_INJECTION, Policies.RATE_LIMIT);
  private static final List<ResourceType<? extends OfProxies>> OF_PROXIES =
      List.of(Policies.PROXY_TEMPLATE, Policies.TRAFFIC_TRACE);

  @TestFactory
  Stream<DynamicTest> selectsWhatUpstreamSelects() throws IOException {
    Path recorded = Path.of(System.getProperty("kuma.conformance.dir"), "recorded", "legacy");
    try (Stream<Path> files = Files.walk(recorded)) {
      return files
          .filter(file -> file.toString().endsWith(".policies.json"))
          .sorted()
          .toList()
          .stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      recorded.relativize(file).toString(), () -> compare(file)));
    }
  }

  private static void compare(Path file) {
    Path scenario = file.resolveSibling("..").normalize();
    String policies = read(scenario.resolve("policies.yaml"));
    TestMesh mesh = TestMesh.of(List.of(read(scenario.resolve("mesh.yaml")), policies));
    List<String> order = new ArrayList<>();
    for (JsonNode document : TestMesh.CODEC.parseYamlDocuments(policies)) {
      order.add(document.path("type").asText() + "/" + document.path("name").asText());
    }
    String name = file.toFile().getName().replace(".policies.json", "");
    Dataplane proxy = mesh.dataplane(name).orElseThrow().spec();
    Proxy look = new Proxy(mesh, order, proxy);
    for (JsonNode item : TestMesh.CODEC.parseJson(read(file)).at("/body/items")) {
      switch (item.path("type").asText()) {
        case "inbound" -> look.inbound(item);
        case "outbound", "service" -> OF_OUTBOUNDS.forEach(type -> look.outbound(type, item));
        case "dataplane" -> OF_PROXIES.forEach(type -> look.proxy(type, item));
        default -> throw new IllegalStateException("an unknown part: " + item);
      }
    }
  }

  /** One proxy among the policies of its mesh. */
  private record Proxy(TestMesh mesh, List<String> order, Dataplane dataplane) {

    void inbound(JsonNode item) {
      String port = item.path("name").asText().split(":", -1)[1];
      Map<String, String> tags =
          dataplane.inbounds().stream()
              .filter(inbound -> Integer.toString(inbound.port()).equals(port))
              .map(Inbound::tags)
              .findFirst()
              .orElseThrow();
      check(
          item,
          Policies.TRAFFIC_PERMISSION,
          LegacySelection.forInbound(policies(Policies.TRAFFIC_PERMISSION), tags).stream());
      ALL_OF_INBOUNDS.forEach(type -> allOfInbound(type, tags, item));
    }

    <P extends OfConnections> void allOfInbound(
        ResourceType<P> type, Map<String, String> tags, JsonNode item) {
      check(item, type, LegacySelection.allForInbound(policies(type), tags).stream());
    }

    <P extends OfConnections> void outbound(ResourceType<P> type, JsonNode item) {
      String service = item.path("service").asText();
      check(item, type, LegacySelection.forOutbound(policies(type), dataplane, service).stream());
    }

    <P extends OfProxies> void proxy(ResourceType<P> type, JsonNode item) {
      check(item, type, LegacySelection.forProxy(policies(type), dataplane).stream());
    }

    private <P extends LegacyPolicy> List<Resource<P>> policies(ResourceType<P> type) {
      return mesh.all(type).stream().map(this::withTime).toList();
    }

    private <P extends LegacyPolicy> Resource<P> withTime(Resource<P> policy) {
      Meta meta = policy.meta();
      int place = order.indexOf(meta.type() + "/" + meta.name());
      Instant created = START.plusSeconds(place);
      return policy.withMeta(new Meta(meta.key(), meta.labels(), 1, created, created));
    }

    /** Upstream leaves out what has no effect at the place, such as permissions without mTLS. */
    private void check(
        JsonNode item, ResourceType<?> type, Stream<? extends Resource<?>> selected) {
      JsonNode expected = item.path("matchedPolicies").path(type.name());
      if (expected.isArray()) {
        List<String> names = new ArrayList<>();
        expected.forEach(policy -> names.add(policy.path("name").asText()));
        assertThat(selected.map(Resource::name).toList())
            .as(type + " of " + item.path("type") + " " + item.path("name"))
            .isEqualTo(names);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
