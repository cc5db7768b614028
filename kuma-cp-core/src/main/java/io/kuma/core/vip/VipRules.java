package io.kuma.core.vip;

import io.kuma.core.manager.ResourceRules;
import io.kuma.core.snapshot.VirtualHostConfig;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.config.Config;
import java.util.Optional;

/** The virtual hosts of a mesh go when the mesh goes. */
public record VipRules() implements ResourceRules<Config> {
  @Override
  public ResourceType<Config> type() {
    return CoreTypes.CONFIG;
  }

  @Override
  public Optional<ResourceKey> owner(Resource<Config> config) {
    return VirtualHostConfig.mesh(config.key()).map(mesh -> CoreTypes.MESH.key("", mesh));
  }
}
