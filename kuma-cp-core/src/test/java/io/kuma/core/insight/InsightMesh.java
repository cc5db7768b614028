package io.kuma.core.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.DataplaneRules;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mesh of what a document says; of types that this module does not know there is nothing. */
record InsightMesh(List<Resource<?>> resources) implements MeshSnapshot {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();
  private static final ResourceTypes TYPES = new ResourceTypes(CoreTypes.ALL);

  /** Reads documents as users send them, and completes proxies as the manager does. */
  static InsightMesh of(String yaml) {
    DataplaneRules rules = new DataplaneRules("default");
    List<Resource<?>> resources = new ArrayList<>();
    for (JsonNode document : CODEC.parseYamlDocuments(yaml)) {
      if (TYPES.findByName(document.path("type").asText()).isPresent()) {
        Resource<?> resource = CODEC.toResource(TYPES, document);
        resources.add(
            resource.key().type().equals(CoreTypes.DATAPLANE.name())
                ? rules.complete(CoreTypes.DATAPLANE.cast(resource))
                : resource);
      }
    }
    return new InsightMesh(List.copyOf(resources));
  }

  @Override
  public String mesh() {
    return "m";
  }

  @Override
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    return resources.stream()
        .filter(resource -> resource.key().type().equals(type.name()))
        .map(type::cast)
        .toList();
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return all(type).stream().filter(resource -> resource.key().equals(key)).findFirst();
  }
}
