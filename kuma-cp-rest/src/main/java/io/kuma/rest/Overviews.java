package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.role.ResourceView;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a resource together with what was observed of it (contract 2.6): the metadata of the
 * resource, its spec in a field, and that of its insight in another.
 */
final class Overviews {
  private static final List<String> TYPES =
      List.of("Dataplane", "Zone", "ZoneEgress", "ZoneIngress");

  /** The paths of before there was {@code _overview}. */
  private static final Map<String, String> OLD_PATHS =
      Map.of(
          "dataplanes+insights", "dataplanes",
          "zoneegressoverviews", "zoneegresses",
          "zoneingresses+insights", "zoneingresses",
          "zones+insights", "zones");

  private final ResourceTypes types;
  private final ResourceCodec codec;

  Overviews(ResourceTypes types, ResourceCodec codec) {
    this.types = types;
    this.codec = codec;
  }

  /** The type whose overviews are at {@code path}, which may be an old one. */
  Optional<ResourceType<?>> findType(String path) {
    return types
        .findByPath(OLD_PATHS.getOrDefault(path, path))
        .filter(type -> TYPES.contains(type.name()));
  }

  /** As an item of a list: without an insight there is no field for it. */
  <S extends Spec> ObjectNode item(ResourceView view, ResourceType<S> type, Resource<S> resource) {
    ObjectNode spec = codec.toTree(type, resource.spec());
    ObjectNode tree = codec.toTree(type, resource);
    spec.fieldNames().forEachRemaining(tree::remove);
    tree.put("type", type.name() + "Overview");
    tree.set(fieldName(type), spec);
    ResourceType<?> insightType = insightType(type);
    insight(view, insightType, resource)
        .ifPresent(insight -> tree.set(fieldName(insightType), insight));
    return tree;
  }

  /** As an answer of its own: without an insight the field for it is empty. */
  <S extends Spec> JsonNode single(ResourceView view, ResourceType<S> type, Resource<S> resource) {
    ObjectNode tree = item(view, type, resource);
    String field = fieldName(insightType(type));
    if (!tree.has(field)) {
      tree.set(field, JsonNodeFactory.instance.objectNode());
    }
    return tree;
  }

  private <I extends Spec> Optional<ObjectNode> insight(
      ResourceView view, ResourceType<I> type, Resource<?> resource) {
    return view.find(type, type.key(resource.mesh(), resource.name()))
        .map(insight -> codec.toTree(type, insight.spec()));
  }

  private ResourceType<?> insightType(ResourceType<?> type) {
    return types.findByName(type.name() + "Insight").orElseThrow();
  }

  private static String fieldName(ResourceType<?> type) {
    return type.name().substring(0, 1).toLowerCase(Locale.ROOT) + type.name().substring(1);
  }
}
