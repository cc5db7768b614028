package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Destination;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Kri;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Sni;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import io.kuma.model.json.Binding.Unreadable;
import io.kuma.model.schema.Defaults;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The codec, on Jackson's trees. */
public final class JacksonResourceCodec implements ResourceCodec {
  private final JsonText text = new JsonText();
  private final Bindings flat = new Bindings(Dialect.FLAT);
  private final Bindings spec = new Bindings(Dialect.SPEC);

  @Override
  public JsonNode parseJson(String json) {
    return text.parse(json);
  }

  @Override
  public JsonNode parseYaml(String yaml) {
    List<JsonNode> documents = YamlReader.readAll(yaml);
    if (documents.size() > 1) {
      throw new MalformedJson("must be one document, not " + documents.size());
    }
    return documents.isEmpty() ? JsonNodeFactory.instance.nullNode() : documents.get(0);
  }

  @Override
  public List<JsonNode> parseYamlDocuments(String yaml) {
    return YamlReader.readAll(yaml);
  }

  @Override
  public String toJson(JsonNode tree) {
    return text.compact(tree);
  }

  @Override
  public String toPrettyJson(JsonNode tree) {
    return text.pretty(tree);
  }

  @Override
  public void check(ResourceType<?> type, JsonNode specTree, Violations violations) {
    if (type.shape() == Shape.SPEC) {
      Defaults.fill(type.schema(), specTree);
      new ShapeCheck().value(type.schema(), specTree, "spec").report(violations);
      checkUnknownFields(type, specTree, violations);
    }
  }

  @Override
  public void checkResource(ResourceType<?> type, JsonNode resource, Violations violations) {
    Envelope.requireObject(resource);
    switch (type.shape()) {
      case FLAT -> Envelope.checkFlat(resource);
      case SPEC -> {
        Defaults.fill(type.schema(), resource.path("spec"));
        Envelope.check(type, resource).report(violations);
      }
    }
  }

  @Override
  public void checkUnknownFields(ResourceType<?> type, JsonNode specTree, Violations violations) {
    if (type.shape() == Shape.SPEC) {
      ShapeCheck.unknownFields(type.schema(), specTree, violations.at("spec"));
    }
  }

  @Override
  public <S extends Spec> S toSpec(ResourceType<S> type, JsonNode specTree) {
    return read(bindings(type), type.specClass(), specTree);
  }

  @Override
  public <R extends Record> R toRecord(Class<R> record, JsonNode tree) {
    return read(spec, record, tree);
  }

  @Override
  public ObjectNode toTree(ResourceType<?> type, Spec specRecord) {
    return bindings(type).of(type.specClass()).write(specRecord);
  }

  @Override
  public ObjectNode toTree(Record record) {
    return spec.of(record.getClass()).write(record);
  }

  @Override
  public <S extends Spec> ObjectNode toTree(ResourceType<S> type, Resource<S> resource) {
    Meta meta = resource.meta();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("type", type.name());
    if (type.scope() == Scope.MESH) {
      tree.put("mesh", meta.mesh());
    }
    tree.put("name", meta.name());
    tree.put("creationTime", meta.created().toString());
    tree.put("modificationTime", meta.modified().toString());
    if (!meta.labels().isEmpty()) {
      ObjectNode labels = tree.putObject("labels");
      meta.labels().forEach(labels::put);
    }
    Kri.of(type, meta).ifPresent(kri -> tree.put("kri", kri.toString()));
    if (resource.spec() instanceof Destination destination) {
      putServerNames(tree, type, meta, destination);
    }
    ObjectNode specTree = toTree(type, resource.spec());
    switch (type.shape()) {
      case FLAT -> tree.setAll(specTree);
      case SPEC -> {
        tree.set("spec", specTree);
        toStatusTree(type, resource.status()).ifPresent(status -> tree.set("status", status));
      }
    }
    return tree;
  }

  @Override
  public Optional<ObjectNode> toStatusTree(ResourceType<?> type, @Nullable Record status) {
    return Optional.ofNullable(type.statusClass())
        .map(
            statusClass ->
                toTree(
                    status == null
                        ? toRecord(statusClass, JsonNodeFactory.instance.objectNode())
                        : status));
  }

  /** One for each port, the lowest first. */
  private static void putServerNames(
      ObjectNode tree, ResourceType<?> type, Meta meta, Destination destination) {
    if (type.shortName().isEmpty() || destination.sections().isEmpty()) {
      return;
    }
    ArrayNode list = tree.putArray("snis");
    destination.sections().stream()
        .sorted(Comparator.comparingInt(Destination.Section::port))
        .forEach(
            section ->
                list.addObject()
                    .put("port", section.port())
                    .put("sni", Sni.of(type.shortName().get(), meta, section.name()).toString()));
  }

  @Override
  public Resource<?> toResource(ResourceTypes types, JsonNode tree) {
    Envelope.requireObject(tree);
    String name = tree.path("type").asText();
    ResourceType<?> type =
        types
            .findByName(name)
            .orElseThrow(() -> new MalformedJson("invalid resource type " + GoQuote.quote(name)));
    return toResource(type, tree);
  }

  private <S extends Spec> Resource<S> toResource(ResourceType<S> type, JsonNode tree) {
    ResourceKey key = type.key(tree.path("mesh").asText(), tree.path("name").asText());
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : tree.path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    boolean isFlat = type.shape() == Shape.FLAT;
    JsonNode specTree = isFlat ? tree : tree.path("spec");
    if (specTree.isMissingNode() || specTree.isNull()) {
      specTree = JsonNodeFactory.instance.objectNode();
    }
    return new Resource<>(
        Meta.of(key).withLabels(labels),
        toSpec(type, YamlTypes.adapt(type.schema(), specTree)),
        isFlat ? null : status(type, tree.path("status")));
  }

  private @Nullable Record status(ResourceType<?> type, JsonNode tree) {
    Class<? extends Record> statusClass = type.statusClass();
    return statusClass == null || !tree.isObject() ? null : toRecord(statusClass, tree);
  }

  private Bindings bindings(ResourceType<?> type) {
    return switch (type.shape()) {
      case FLAT -> flat;
      case SPEC -> spec;
    };
  }

  private static <T> T read(Bindings bindings, Class<T> record, JsonNode tree) {
    try {
      return record.cast(bindings.of(record).read(tree));
    } catch (Unreadable e) {
      throw new MalformedJson(String.valueOf(e.getMessage()));
    }
  }
}
