package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.role.ResourceView;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.accessrole.AccessRole.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole installation in numbers (contract 2.3): sums over what was observed of meshes, services
 * and zones, as far as a caller may see them.
 */
final class GlobalInsight {
  private static final Set<String> COUNTED_ELSEWHERE = Set.of("Mesh", "Zone");

  private final ResourceView view;
  private final ResourceTypes types;
  private final ResourceCodec codec;

  GlobalInsight(ResourceView view, ResourceTypes types, ResourceCodec codec) {
    this.view = view;
    this.types = types;
    this.codec = codec;
  }

  /** How many of something there are, and how they are. */
  private static final class Health {
    private int online;
    private int offline;
    private int partiallyDegraded;
    private int total;

    void add(JsonNode counts) {
      online += counts.path("online").asInt();
      offline += counts.path("offline").asInt();
      partiallyDegraded += counts.path("partiallyDegraded").asInt();
      total += counts.path("total").asInt();
    }

    /** A service, by the status that was observed of it. */
    void addService(String status) {
      total++;
      switch (status) {
        case "online" -> online++;
        case "offline" -> offline++;
        case "partially_degraded" -> partiallyDegraded++;
        default -> {} // Not available: nothing says that it should be.
      }
    }

    ObjectNode toTree() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("online", online)
          .put("offline", offline)
          .put("partiallyDegraded", partiallyDegraded)
          .put("total", total);
    }
  }

  /** What {@code /global-insight} answers, without the time. */
  ObjectNode toTree() {
    List<ObjectNode> meshes = specs("MeshInsight");
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("services", services());
    tree.set("zones", zones());
    tree.set("dataplanes", dataplanes(meshes));
    tree.putObject("policies").put("total", policies(meshes));
    tree.putObject("meshes").put("total", meshes.size());
    tree.set("resources", totals(resources(meshes)));
    return tree;
  }

  /** What {@code /global-insights} counts: every type of global scope that users write. */
  ObjectNode globalTypes() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    types.served().stream()
        .filter(type -> type.scope() == Scope.GLOBAL && !type.readOnly())
        .forEach(type -> counts.put(type.name(), view.count(type)));
    return totals(counts);
  }

  private ObjectNode services() {
    Map<String, Health> byType = new TreeMap<>();
    for (JsonNode insight : specs(ServiceInsights.TYPE)) {
      for (JsonNode service : insight.path("services")) {
        byType
            .computeIfAbsent(ServiceInsights.typeOf(service), type -> new Health())
            .addService(service.path("status").asText());
      }
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("internal", byType.getOrDefault(ServiceInsights.INTERNAL, new Health()).toTree());
    tree.putObject("external").put("total", byType.getOrDefault("external", new Health()).total);
    tree.set("gatewayBuiltin", byType.getOrDefault("gateway_builtin", new Health()).toTree());
    tree.set("gatewayDelegated", byType.getOrDefault("gateway_delegated", new Health()).toTree());
    return tree;
  }

  private ObjectNode zones() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("controlPlanes", connections("ZoneInsight"));
    tree.set("zoneEgresses", connections("ZoneEgressInsight"));
    tree.set("zoneIngresses", connections("ZoneIngressInsight"));
    return tree;
  }

  private ObjectNode connections(String insightType) {
    List<ObjectNode> insights = specs(insightType);
    return JsonNodeFactory.instance
        .objectNode()
        .put("online", insights.stream().filter(GlobalInsight::isConnected).count())
        .put("total", insights.size());
  }

  /** The last connection counts; one that has no end stands. */
  private static boolean isConnected(JsonNode insight) {
    JsonNode subscriptions = insight.path("subscriptions");
    JsonNode last = subscriptions.path(subscriptions.size() - 1);
    return last.has("connectTime") && !last.has("disconnectTime");
  }

  private static ObjectNode dataplanes(List<ObjectNode> meshes) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (String kind : List.of("standard", "gatewayBuiltin", "gatewayDelegated")) {
      Health health = new Health();
      meshes.forEach(mesh -> health.add(mesh.path("dataplanesByType").path(kind)));
      tree.set(kind, health.toTree());
    }
    return tree;
  }

  private static int policies(List<ObjectNode> meshes) {
    int total = 0;
    for (ObjectNode mesh : meshes) {
      for (JsonNode count : mesh.path("policies")) {
        total += count.path("total").asInt();
      }
    }
    return total;
  }

  private SortedMap<String, Integer> resources(List<ObjectNode> meshes) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (ObjectNode mesh : meshes) {
      mesh.path("resources")
          .properties()
          .forEach(
              count ->
                  counts.merge(
                      count.getKey(), count.getValue().path("total").asInt(), Integer::sum));
    }
    for (ResourceType<?> type : types.served()) {
      if (type.scope() == Scope.GLOBAL
          && !type.readOnly()
          && !type.adminOnly()
          && !COUNTED_ELSEWHERE.contains(type.name())) {
        int count = view.count(type);
        if (count > 0) {
          counts.put(type.name(), count);
        }
      }
    }
    return counts;
  }

  private static ObjectNode totals(SortedMap<String, Integer> counts) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    counts.forEach((name, count) -> tree.putObject(name).put("total", count));
    return tree;
  }

  /** Empty if there is no such type, or the caller sees nothing of it. */
  private List<ObjectNode> specs(String typeName) {
    List<ObjectNode> specs = new ArrayList<>();
    types
        .findByName(typeName)
        .filter(type -> view.may(Verb.read, type))
        .ifPresent(type -> addSpecs(type, specs));
    return specs;
  }

  private <S extends Spec> void addSpecs(ResourceType<S> type, List<ObjectNode> specs) {
    view.list(type, null).forEach(resource -> specs.add(codec.toTree(type, resource.spec())));
  }
}
