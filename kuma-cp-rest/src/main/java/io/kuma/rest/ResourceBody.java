package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.LabelRules;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import io.kuma.model.json.GoQuote;
import io.kuma.model.json.ResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.validate.MetaRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the resource that a PUT brings and checks all that can be checked without the store: JSON,
 * shape, meaning, that it is the resource which the URL names, labels.
 */
public class ResourceBody {
  private static final List<String> ENVELOPE =
      List.of("type", "mesh", "name", "creationTime", "modificationTime", "labels", "kri");

  private static final int MAX_NAME = 253;

  private final ResourceCodec codec;
  private final LabelRules labelRules;
  private final ControlPlane controlPlane;

  ResourceBody(ResourceCodec codec, LabelRules labelRules, ControlPlane controlPlane) {
    this.codec = codec;
    this.labelRules = labelRules;
    this.controlPlane = controlPlane;
  }

  /** The resource, without a version and without computed labels. */
  <S extends Spec> Resource<S> read(ResourceType<S> type, ResourceKey key, JsonBody body) {
    try {
      return read(type, key, codec.parseJson(body.text()));
    } catch (MalformedJson e) {
      throw new Refused(
          Problem.badRequest(
              "invalid "
                  + type.name()
                  + " object: "
                  + GoQuote.quote(String.valueOf(e.getMessage()))));
    }
  }

  private <S extends Spec> Resource<S> read(ResourceType<S> type, ResourceKey key, JsonNode tree) {
    Violations shape = new Violations();
    codec.checkResource(type, tree, shape);
    ResourceWrites.refuse(shape);
    JsonNode specTree = specTree(type, tree);
    S spec = codec.toSpec(type, specTree);
    Map<String, String> labels = labelsOf(tree);
    Resource<S> resource = Resource.of(key, spec).withMeta(Meta.of(key).withLabels(labels));
    Violations meaning = new Violations();
    type.validator().validate(resource, meaning);
    ResourceWrites.refuse(meaning);
    ResourceWrites.refuse(checkMeta(type, key, tree, labels));
    checkWorkload(type, labels);
    // Last, because a misspelled field is best explained by what is missing without it.
    Violations unknown = new Violations();
    codec.checkUnknownFields(type, specTree, unknown);
    ResourceWrites.refuse(unknown);
    return resource;
  }

  /** Flat types have their fields beside the envelope. */
  private static JsonNode specTree(ResourceType<?> type, JsonNode tree) {
    if (type.shape() == Shape.SPEC) {
      return tree.path("spec");
    }
    ObjectNode spec = tree.deepCopy();
    spec.remove(ENVELOPE);
    return spec;
  }

  private Violations checkMeta(
      ResourceType<?> type, ResourceKey key, JsonNode tree, Map<String, String> labels) {
    Violations violations = new Violations();
    String name = tree.path("name").asText("");
    String mesh = tree.path("mesh").asText(meshOfSilence(type));
    checkSame(violations, "name", key.name(), name);
    if (controlPlane.federated() && nameOnGlobal(name).length() >= MAX_NAME) {
      violations.add("name", "the length of the name must be shorter");
    }
    if (type.scope() == Scope.MESH) {
      checkSame(violations, "mesh", key.mesh(), mesh);
    }
    checkSame(violations, "type", type.name(), tree.path("type").asText(""));
    MetaRules.check(violations, name, mesh, type.scope());
    labelRules.check(type, labels, key.mesh(), violations);
    return violations;
  }

  /** The mesh of a resource that names none; the schema of types with a spec says so. */
  private static String meshOfSilence(ResourceType<?> type) {
    return type.shape() == Shape.SPEC && type.scope() == Scope.MESH ? "default" : "";
  }

  /** What the name may become when the global control plane gets the resource. */
  private String nameOnGlobal(String name) {
    return controlPlane.zone() + "." + name;
  }

  private static void checkSame(Violations violations, String field, String inUrl, String inBody) {
    if (!inUrl.equals(inBody)) {
      violations.add(field, field + " from the URL has to be the same as in body");
    }
  }

  private void checkWorkload(ResourceType<?> type, Map<String, String> labels) {
    if (type.specClass() != Dataplane.class) {
      return;
    }
    Violations violations = new Violations();
    labelRules.checkWorkload(labels, violations);
    for (Violation violation : violations.toList()) {
      throw new Refused(
          Problem.badRequest("bad request: " + violation.field() + ": " + violation.message()));
    }
  }

  private static Map<String, String> labelsOf(JsonNode tree) {
    Map<String, String> labels = new TreeMap<>();
    tree.path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }
}
