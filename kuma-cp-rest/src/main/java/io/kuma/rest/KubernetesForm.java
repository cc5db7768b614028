package io.kuma.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.secret.Secret;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it would be written in Kubernetes: what {@code kumactl export --format=kubernetes}
 * is made of. The mesh is a field of flat types and a label of the others; other labels do not
 * travel. What was observed ({@link ResourceType#inStatus}) is a status there.
 */
final class KubernetesForm {
  private static final String SYSTEM_NAMESPACE = "kuma-system";

  private final ResourceCodec codec;

  KubernetesForm(ResourceCodec codec) {
    this.codec = codec;
  }

  <S extends Spec> ObjectNode of(
      ResourceType<S> type, Resource<S> resource, @Nullable String namespace) {
    String home = namespace == null || namespace.isEmpty() ? SYSTEM_NAMESPACE : namespace;
    ObjectNode spec = codec.toTree(type, resource.spec());
    if (type.specClass() == Secret.class || type.specClass() == GlobalSecret.class) {
      return secret(type, resource, spec, home);
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("apiVersion", "kuma.io/v1alpha1").put("kind", type.name());
    boolean flat = type.shape() == Shape.FLAT;
    if (flat && type.scope() == Scope.MESH) {
      tree.put("mesh", resource.mesh());
    }
    ObjectNode metadata = metadata(resource, type.isNamespaced() ? home : null);
    if (!flat) {
      labelMesh(type, resource, metadata);
    }
    tree.set("metadata", metadata);
    tree.set(type.inStatus() ? "status" : "spec", spec);
    codec.toStatusTree(type, resource.status()).ifPresent(status -> tree.set("status", status));
    return tree;
  }

  private static ObjectNode secret(
      ResourceType<?> type, Resource<?> resource, ObjectNode spec, String namespace) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("apiVersion", "v1").put("kind", "Secret");
    tree.put(
        "type",
        type.scope() == Scope.MESH ? "system.kuma.io/secret" : "system.kuma.io/global-secret");
    ObjectNode metadata = metadata(resource, namespace);
    labelMesh(type, resource, metadata);
    tree.set("metadata", metadata);
    tree.putObject("data").set("value", spec.path("data"));
    return tree;
  }

  private static ObjectNode metadata(Resource<?> resource, @Nullable String namespace) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("name", resource.name());
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    return metadata.put(
        "creationTimestamp", resource.meta().created().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static void labelMesh(ResourceType<?> type, Resource<?> resource, ObjectNode metadata) {
    if (type.scope() == Scope.MESH) {
      metadata.putObject("labels").put(Labels.MESH, resource.mesh());
    }
  }
}
