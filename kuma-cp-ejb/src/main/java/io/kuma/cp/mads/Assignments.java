package io.kuma.cp.mads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.match.PolicyRules;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.MeshSnapshots;
import io.kuma.model.PolicyType;
import io.kuma.model.Resource;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.EnabledPolicies;
import io.kuma.policy.Policies;
import io.kuma.policy.meshmetric.MeshMetric;
import io.kuma.policy.meshmetric.ScrapeTarget;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.ContentHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each client is assigned in all meshes. A client that some MeshMetric names gets the backends
 * that name it; every other gets those that name nobody. Proxies without such a backend are
 * assigned to everybody if their Mesh has {@code metrics}.
 */
public final class Assignments {
  static final String TYPE_URL = "type.googleapis.com/kuma.observability.v1.MonitoringAssignment";

  private static final PolicyType<MeshMetric, MeshMetric.Conf> METRICS =
      new PolicyType<>(Policies.MESH_METRIC, MeshMetric.Conf.class, false);

  private final MeshSnapshots snapshots;
  private final PolicyMatcher matcher;

  /** By mesh, as long as its snapshot is the newest. Guarded by this. */
  private Map<String, OfMesh> known = Map.of();

  /** An answer, and the hash of what it says. */
  record Answer(String version, String json) {}

  /**
   * @param targets by the client that they are for
   * @param ofEverybody those that {@code metrics} of the Mesh makes, which knows no clients
   */
  private record OfMesh(
      MeshSnapshot snapshot,
      Set<String> clients,
      SortedMap<String, List<ScrapeTarget>> targets,
      List<ScrapeTarget> ofEverybody) {}

  /**
   * @param policies those that have an effect
   */
  public Assignments(MeshSnapshots snapshots, EnabledPolicies policies, ResourceCodec codec) {
    this.snapshots = snapshots;
    this.matcher =
        new PolicyMatcher(policies.types().stream().filter(METRICS::equals).toList(), codec);
  }

  /** Whether all meshes are known; before, an answer would make clients forget targets. */
  boolean areReady() {
    return snapshots.isReady();
  }

  /**
   * What a client is assigned.
   *
   * @param names of assignments; all of them if empty
   */
  Answer of(String client, Set<String> names) {
    ArrayNode resources = JsonNodeFactory.instance.arrayNode();
    Collection<OfMesh> meshes = meshes();
    boolean named = meshes.stream().anyMatch(mesh -> mesh.clients().contains(client));
    for (OfMesh mesh : meshes) {
      Stream.concat(
              mesh
                  .targets()
                  .getOrDefault(named ? client : ScrapeTarget.ANYBODY, List.of())
                  .stream(),
              mesh.ofEverybody().stream())
          .filter(target -> names.isEmpty() || names.contains(name(target)))
          .forEach(target -> resources.add(assignment(target)));
    }
    String version = ContentHash.version(resources.toString());
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("version_info", version);
    response.set("resources", resources);
    response.put("type_url", TYPE_URL).put("nonce", version);
    return new Answer(version, response.toString());
  }

  private synchronized Collection<OfMesh> meshes() {
    SortedMap<String, OfMesh> next = new TreeMap<>();
    for (String name : snapshots.meshes()) {
      snapshots
          .find(name)
          .ifPresent(
              snapshot -> {
                OfMesh before = known.get(name);
                next.put(
                    name,
                    before != null && before.snapshot().equals(snapshot)
                        ? before
                        : compute(snapshot));
              });
    }
    known = next;
    return next.values();
  }

  private OfMesh compute(MeshSnapshot snapshot) {
    Set<String> clients =
        snapshot.all(Policies.MESH_METRIC).stream()
            .flatMap(policy -> ScrapeTarget.clients(policy.spec()).stream())
            .collect(Collectors.toCollection(HashSet::new));
    SortedMap<String, List<ScrapeTarget>> targets = new TreeMap<>();
    List<ScrapeTarget> ofEverybody = new ArrayList<>();
    boolean hasMetrics = snapshot.settings().enabledMetricsBackend().isPresent();
    if (!clients.isEmpty() || hasMetrics) {
      for (var proxy : snapshot.all(CoreTypes.DATAPLANE)) {
        SortedMap<String, ScrapeTarget> own =
            clients.isEmpty() ? Collections.emptySortedMap() : targets(snapshot, proxy);
        own.forEach(
            (client, target) ->
                targets.computeIfAbsent(client, any -> new ArrayList<>()).add(target));
        if (own.isEmpty()) {
          ScrapeTarget.of(proxy, snapshot.settings()).ifPresent(ofEverybody::add);
        }
      }
    }
    return new OfMesh(snapshot, clients, targets, ofEverybody);
  }

  private SortedMap<String, ScrapeTarget> targets(
      MeshSnapshot snapshot, Resource<Dataplane> proxy) {
    return matcher
        .match(snapshot, proxy)
        .find(METRICS)
        .flatMap(PolicyRules::proxy)
        .map(rule -> ScrapeTarget.of(proxy, rule.conf()))
        .orElse(Collections.emptySortedMap());
  }

  private static String name(ScrapeTarget target) {
    return "/meshes/" + target.mesh() + "/dataplanes/" + target.dataplane();
  }

  private static ObjectNode assignment(ScrapeTarget target) {
    ObjectNode assignment = JsonNodeFactory.instance.objectNode();
    assignment.put("@type", TYPE_URL).put("mesh", target.mesh()).put("service", target.service());
    ObjectNode place = assignment.putArray("targets").addObject();
    place
        .put("name", target.dataplane())
        .put("scheme", target.scheme())
        .put("address", target.address())
        .put("metrics_path", target.path());
    if (!target.labels().isEmpty()) {
      target.labels().forEach(place.putObject("labels")::put);
    }
    return assignment;
  }
}
