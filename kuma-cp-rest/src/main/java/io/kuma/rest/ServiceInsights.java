package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.role.ResourceView;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.serviceinsight.ServiceInsight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of services (contract 2.6). One resource holds all services of a mesh; shown is
 * each of them as if it were a resource.
 */
final class ServiceInsights {
  static final String TYPE = "ServiceInsight";
  static final String INTERNAL = "internal";
  private static final Comparator<JsonNode> BY_MESH_AND_NAME =
      Comparator.<JsonNode, String>comparing(item -> item.path("mesh").asText())
          .thenComparing(item -> item.path("name").asText());

  private final ResourceView view;
  private final ResourceCodec codec;

  ServiceInsights(ResourceView view, ResourceCodec codec) {
    this.view = view;
    this.codec = codec;
  }

  /** How the type of a service is called on the wire. */
  static String typeOf(JsonNode service) {
    return service.path("serviceType").asText(INTERNAL);
  }

  /**
   * Services sorted by mesh and name.
   *
   * @param mesh of which mesh; null for all
   * @param wanted looks at the name and at what was observed
   */
  <S extends Spec> List<ObjectNode> list(
      ResourceType<S> type, @Nullable String mesh, BiPredicate<String, JsonNode> wanted) {
    List<ObjectNode> items = new ArrayList<>();
    for (Resource<S> insight : view.list(type, mesh)) {
      for (Map.Entry<String, JsonNode> service : services(type, insight).properties()) {
        if (wanted.test(service.getKey(), service.getValue())) {
          items.add(item(type, insight, service.getKey(), (ObjectNode) service.getValue()));
        }
      }
    }
    items.sort(BY_MESH_AND_NAME);
    return items;
  }

  /** A service, with empty counts if it is not known; nothing if nothing is known of its mesh. */
  <S extends Spec> Optional<ObjectNode> find(ResourceType<S> type, String mesh, String service) {
    return view.find(type, type.key(mesh, ServiceInsight.nameOf(mesh)))
        .map(
            insight ->
                item(
                    type,
                    insight,
                    service,
                    services(type, insight).get(service) instanceof ObjectNode known
                        ? known
                        : JsonNodeFactory.instance.objectNode()));
  }

  private <S extends Spec> JsonNode services(ResourceType<S> type, Resource<S> insight) {
    return codec.toTree(type, insight.spec()).path("services");
  }

  private <S extends Spec> ObjectNode item(
      ResourceType<S> type, Resource<S> insight, String name, ObjectNode service) {
    SortedMap<String, String> labels = new TreeMap<>(insight.meta().labels());
    labels.remove(Labels.DISPLAY_NAME);
    ObjectNode tree =
        codec.toTree(type, insight.withMeta(insight.meta().withLabels(labels))).put("name", name);
    tree.remove("services");
    tree.setAll(service);
    ObjectNode dataplanes = tree.withObject("/dataplanes");
    int total = dataplanes.path("online").asInt() + dataplanes.path("offline").asInt();
    if (total > 0) {
      dataplanes.put("total", total);
    }
    if (typeOf(service).equals(INTERNAL)) {
      tree.put("addressPort", name + ".mesh:80");
    }
    return tree;
  }
}
