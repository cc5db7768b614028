package io.kuma.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.UnreadableResource;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources to rows and back. The spec column holds the spec alone, as upstream's does. */
record ResourceRows(ResourceCodec codec) {
  /** Upstream cannot read a column that is null. */
  private static final String NO_STATUS = "{}";

  ResourceRow toRow(ResourceType<?> type, Resource<?> resource) {
    Meta meta = resource.meta();
    return new ResourceRow(
        meta.name(),
        meta.mesh(),
        meta.type(),
        Math.toIntExact(meta.version()),
        codec.toJson(codec.toTree(type, resource.spec())),
        toColumn(meta.created()),
        toColumn(meta.modified()),
        codec.toJson(toTree(meta.labels())),
        resource.status() == null ? NO_STATUS : codec.toJson(codec.toTree(resource.status())));
  }

  /**
   * The resource of a row.
   *
   * @throws UnreadableResource if it does not hold one
   */
  <S extends Spec> Resource<S> toResource(ResourceType<S> type, ResourceRow row) {
    ResourceKey key = new ResourceKey(row.type(), row.mesh(), row.name());
    try {
      S spec = codec.toSpec(type, codec.parseJson(row.spec()));
      return new Resource<>(toMeta(row), spec, status(type, row.status()));
    } catch (MalformedJson | IllegalArgumentException | NullPointerException e) {
      // What a parser complains about may be the secret itself.
      String detail =
          type.adminOnly() || e.getMessage() == null
              ? e.getClass().getSimpleName()
              : e.getMessage();
      throw new UnreadableResource(key, detail);
    }
  }

  private Meta toMeta(ResourceRow row) {
    return new Meta(
        new ResourceKey(row.type(), row.mesh(), row.name()),
        labels(row.labels()),
        row.version(),
        toInstant(row.creationTime()),
        toInstant(row.modificationTime()));
  }

  private static LocalDateTime toColumn(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  static Instant toInstant(@Nullable LocalDateTime time) {
    return time == null ? Meta.NO_TIME : time.toInstant(ZoneOffset.UTC);
  }

  private @Nullable Record status(ResourceType<?> type, @Nullable String status) {
    Class<? extends Record> statusClass = type.statusClass();
    return status == null || status.equals(NO_STATUS) || statusClass == null
        ? null
        : codec.toRecord(statusClass, codec.parseJson(status));
  }

  private SortedMap<String, String> labels(@Nullable String json) {
    SortedMap<String, String> labels = new TreeMap<>();
    if (json != null) {
      for (Map.Entry<String, JsonNode> label : codec.parseJson(json).properties()) {
        labels.put(label.getKey(), label.getValue().asText());
      }
    }
    return labels;
  }

  /** As it stands among the labels of a row. */
  static ObjectNode toTree(ListOptions.Label label) {
    return JsonNodeFactory.instance.objectNode().put(label.key(), label.value());
  }

  private static ObjectNode toTree(SortedMap<String, String> labels) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    labels.forEach(tree::put);
    return tree;
  }
}
