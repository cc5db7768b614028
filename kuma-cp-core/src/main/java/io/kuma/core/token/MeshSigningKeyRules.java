package io.kuma.core.token;

import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceRules;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.security.SecureRandom;

/** A new mesh gets the key that signs the tokens of its proxies. */
public final class MeshSigningKeyRules implements ResourceRules<Mesh> {
  private final SecureRandom random;

  public MeshSigningKeyRules(SecureRandom random) {
    this.random = random;
  }

  @Override
  public ResourceType<Mesh> type() {
    return CoreTypes.MESH;
  }

  @Override
  public void afterCreate(Resource<Mesh> mesh, ResourceManager manager) {
    SigningKeys.ensureForMesh(mesh.name(), manager, random);
  }
}
