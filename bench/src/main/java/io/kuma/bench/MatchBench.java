package io.kuma.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.ReferenceIndex;
import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long it takes to work out which policies mean what for proxies, in a mesh of which nothing is
 * known yet: all indexes are made anew each time. Prints the median of many rounds.
 */
final class MatchBench {
  private static final int ROUNDS = 60;
  private static final int WARM_UP = 40;

  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = types();

  private MatchBench() {}

  public static void main(String[] args) {
    report("4,000 MeshServices by labels and by name, 5 proxies", services(4_000, 5));
    report("500 entries of from, 6 inbounds", from(500, 6));
  }

  private static ResourceTypes types() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }

  private static void report(String title, List<Resource<?>> mesh) {
    PolicyMatcher matcher = new PolicyMatcher(Policies.POLICIES, CODEC);
    List<Long> nanos = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      Fixed snapshot = new Fixed(mesh);
      long start = System.nanoTime();
      ReferenceIndex unused = ReferenceIndex.of(snapshot);
      for (Resource<Dataplane> proxy : snapshot.all(CoreTypes.DATAPLANE)) {
        if (matcher.match(snapshot, proxy).rules().isEmpty()) {
          throw new IllegalStateException("nothing reaches " + proxy.name());
        }
      }
      if (round >= WARM_UP) {
        nanos.add(System.nanoTime() - start);
      }
    }
    nanos.sort(null);
    System.out.printf("%-55s %8.2f ms%n", title, nanos.get(ROUNDS / 2) / 1e6);
  }

  private static List<Resource<?>> services(int count, int proxies) {
    StringBuilder yaml = new StringBuilder("{type: Mesh, name: m}\n");
    for (int i = 0; i < count; i++) {
      yaml.append(
          """
          ---
          type: MeshService
          mesh: m
          name: s%d
          labels: {team: t%d, tier: back}
          spec: {ports: [{name: main, port: 80, appProtocol: http}, {port: 90}]}
          """
              .formatted(i, i % 50));
    }
    yaml.append(
        """
        ---
        type: MeshTimeout
        mesh: m
        name: all
        spec:
          to:
          - {targetRef: {kind: Mesh}, default: {connectionTimeout: 1s}}
          - {targetRef: {kind: MeshService, labels: {tier: back}}, default: {idleTimeout: 1s}}
          - {targetRef: {kind: MeshService, labels: {team: t7, tier: back}, sectionName: main},
             default: {idleTimeout: 2s}}
          - {targetRef: {kind: MeshService, name: s17}, default: {idleTimeout: 3s}}
        """);
    for (int i = 0; i < proxies; i++) {
      yaml.append(proxy(i, 1));
    }
    return parse(yaml.toString());
  }

  private static List<Resource<?>> from(int entries, int inbounds) {
    StringBuilder yaml = new StringBuilder("{type: Mesh, name: m}\n---\n");
    yaml.append("{type: MeshTrafficPermission, mesh: m, name: p, spec: {from: [\n");
    for (int i = 0; i < entries; i++) {
      yaml.append("{targetRef: {kind: MeshSubset, tags: {kuma.io/service: s")
          .append(i)
          .append("}}, default: {action: Allow}},\n");
    }
    yaml.append("]}}\n").append(proxy(0, inbounds));
    return parse(yaml.toString());
  }

  private static String proxy(int number, int inbounds) {
    StringBuilder yaml =
        new StringBuilder(
            "---\n{type: Dataplane, mesh: m, name: p%d, networking: {address: 192.0.2.1, inbound: ["
                .formatted(number));
    for (int port = 0; port < inbounds; port++) {
      yaml.append("{port: %d, tags: {kuma.io/service: web}},".formatted(8080 + port));
    }
    return yaml.append("]}}\n").toString();
  }

  private static List<Resource<?>> parse(String yaml) {
    List<Resource<?>> resources = new ArrayList<>();
    for (JsonNode document : CODEC.parseYamlDocuments(yaml)) {
      resources.add(CODEC.toResource(TYPES, document));
    }
    return resources;
  }

  /** A mesh of exactly these resources, which remembers what was derived from it. */
  private static final class Fixed implements MeshSnapshot {
    private final Map<String, List<Resource<?>>> byType = new LinkedHashMap<>();
    private final Map<ResourceKey, Resource<?>> byKey = new HashMap<>();
    private final Map<Derivation<?>, Object> derived = new ConcurrentHashMap<>();

    Fixed(List<Resource<?>> resources) {
      for (Resource<?> resource : resources) {
        byType.computeIfAbsent(resource.key().type(), type -> new ArrayList<>()).add(resource);
        byKey.put(resource.key(), resource);
      }
    }

    @Override
    public String mesh() {
      return "m";
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
      return (List<Resource<S>>) (List<?>) byType.getOrDefault(type.name(), List.of());
    }

    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
      return Optional.ofNullable(byKey.get(key)).map(type::cast);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T derived(Derivation<T> derivation) {
      Object known = derived.get(derivation);
      if (known == null) {
        known = derivation.derive(this, null);
        derived.put(derivation, known);
      }
      return (T) known;
    }
  }
}
