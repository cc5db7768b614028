package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.util.List;

/**
 * {@code policies} of a proxy and {@code dataplanes} of a policy: what holds where, from either
 * side. Older than {@link PolicyView}; it is how policies that select by tags are looked at.
 */
public final class AttachmentView {
  private static final List<String> METADATA =
      List.of("type", "mesh", "name", "creationTime", "modificationTime", "labels", "kri");

  private final Attachments attachments;
  private final ResourceCodec codec;
  private final ResourceTypes types;

  AttachmentView(Attachments attachments, ResourceCodec codec, ResourceTypes types) {
    this.attachments = attachments;
    this.codec = codec;
    this.types = types;
  }

  /** The policies of each part of a proxy that is no builtin gateway. */
  public ObjectNode ofProxy(MeshSnapshot mesh, Resource<Dataplane> dataplane) {
    ArrayNode items = Trees.array();
    attachments
        .of(mesh, dataplane)
        .forEach(
            (part, byType) -> {
              ObjectNode item = part.toTree();
              ObjectNode policies = item.putObject("matchedPolicies");
              byType.forEach(
                  (type, list) ->
                      list.forEach(policy -> policies.withArray(type).add(meta(policy))));
              items.add(item);
            });
    ObjectNode answer = Trees.object().put("total", items.size()).put("kind", "SidecarDataplane");
    answer.set("items", items);
    return answer;
  }

  /** The proxies that a policy holds for, and which parts of them; builtin gateways left out. */
  public ObjectNode ofPolicy(MeshSnapshot mesh, ResourceKey policy) {
    ArrayNode items = Trees.array();
    for (Resource<Dataplane> dataplane : mesh.all(CoreTypes.DATAPLANE)) {
      if (dataplane.spec().isBuiltinGateway()) {
        continue;
      }
      ArrayNode parts = Trees.array();
      attachments
          .of(mesh, dataplane)
          .forEach(
              (part, byType) -> {
                if (byType.getOrDefault(policy.type(), List.of()).stream()
                    .anyMatch(found -> found.key().equals(policy))) {
                  parts.add(part.toTree());
                }
              });
      if (!parts.isEmpty()) {
        ObjectNode item = items.addObject().put("kind", "SidecarDataplane");
        item.putObject("dataplane").put("mesh", dataplane.mesh()).put("name", dataplane.name());
        item.set("attachments", parts);
      }
    }
    ObjectNode answer = Trees.object().put("total", items.size());
    answer.set("items", items);
    return answer;
  }

  @SuppressWarnings("unchecked")
  private <S extends Spec> ObjectNode meta(Resource<S> policy) {
    ResourceType<S> type = (ResourceType<S>) types.findByName(policy.meta().type()).orElseThrow();
    return codec.toTree(type, policy).retain(METADATA);
  }
}
