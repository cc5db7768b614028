package io.kuma.policy.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Column;
import io.kuma.model.ResourceType;
import io.kuma.model.schema.CrdSchema;
import io.kuma.model.schema.Schema;
import java.util.Locale;

/**
 * The CustomResourceDefinition of a type: the whole file that a cluster is given (contract section
 * 8.2). Types with a schema have it there; the fields of flat types are whatever the control plane
 * accepts, because proto3 JSON allows more than a structural schema can say.
 */
final class Crd {
  private static final String GROUP = "kuma.io";
  private static final String VERSION = "v1alpha1";

  private final ResourceType<?> type;

  private Crd(ResourceType<?> type) {
    this.type = type;
  }

  static String fileName(ResourceType<?> type) {
    return GROUP + "_" + new Crd(type).plural() + ".yaml";
  }

  static ObjectNode of(ResourceType<?> type) {
    return new Crd(type).definition();
  }

  private ObjectNode definition() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    tree.putObject("metadata").put("name", plural() + "." + GROUP);
    ObjectNode spec = tree.putObject("spec").put("group", GROUP);
    names(spec.putObject("names"));
    spec.put("scope", type.isNamespaced() ? "Namespaced" : "Cluster");
    version(spec.putArray("versions").addObject());
    return tree;
  }

  private void names(ObjectNode names) {
    names.putArray("categories").add("kuma");
    names.put("kind", type.name()).put("listKind", type.name() + "List").put("plural", plural());
    type.shortName().ifPresent(shortName -> names.putArray("shortNames").add(shortName));
    names.put("singular", type.name().toLowerCase(Locale.ROOT));
  }

  /** Kubernetes' plurals have no hyphens, some of the API's paths do. */
  private String plural() {
    return type.path().replace("-", "");
  }

  private void version(ObjectNode version) {
    for (Column column : type.columns()) {
      column(version.withArray("additionalPrinterColumns").addObject(), column);
    }
    version.put("name", VERSION);
    version.putObject("schema").set("openAPIV3Schema", schema());
    version.put("served", true).put("storage", true);
  }

  private static void column(ObjectNode tree, Column column) {
    if (!column.description().isEmpty()) {
      tree.put("description", column.description());
    }
    tree.put("jsonPath", "." + column.path()).put("name", column.name());
    if (column.priority() != 0) {
      tree.put("priority", column.priority());
    }
    tree.put("type", "string");
  }

  private ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", type.schema().description());
    ObjectNode properties = schema.putObject("properties");
    text(properties, "apiVersion", "The version of this form of the object: kuma.io/v1alpha1.");
    text(properties, "kind", "The kind of the object.");
    switch (type.shape()) {
      case FLAT -> {
        text(properties, "mesh", "The mesh it belongs to, for kinds that belong to one.");
        properties.putObject("metadata").put("type", "object");
        properties
            .putObject(type.inStatus() ? "status" : "spec")
            .put("description", "The fields that the REST API shows at the top level.")
            .put("x-kubernetes-preserve-unknown-fields", true);
      }
      case SPEC -> {
        properties.putObject("metadata").put("type", "object");
        properties.set("spec", CrdSchema.of(type.schema()));
        Class<? extends Record> status = type.statusClass();
        if (status != null) {
          properties.set("status", CrdSchema.of(Schema.of(status)));
        }
      }
    }
    return schema.put("type", "object");
  }

  private static void text(ObjectNode properties, String name, String description) {
    properties.putObject(name).put("description", description).put("type", "string");
  }
}
