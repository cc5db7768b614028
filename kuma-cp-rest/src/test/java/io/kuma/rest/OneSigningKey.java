package io.kuma.rest;

import io.kuma.core.ca.KeyPairs;
import io.kuma.core.ca.Pem;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceRules;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Gives every mesh the same key for its proxies' tokens, where a control plane makes one for each:
 * that takes 100 ms, and tests make many meshes.
 */
final class OneSigningKey implements ResourceRules<Mesh> {
  private static final Secret KEY =
      Secret.of(
          Pem.of(KeyPairs.rsa(new SecureRandom()).getPrivate())
              .getBytes(StandardCharsets.US_ASCII));

  @Override
  public ResourceType<Mesh> type() {
    return CoreTypes.MESH;
  }

  @Override
  public void afterCreate(Resource<Mesh> mesh, ResourceManager manager) {
    String name = "dataplane-token-signing-key-" + mesh.name() + "-1";
    manager.create(CoreTypes.SECRET, Resource.of(CoreTypes.SECRET.key(mesh.name(), name), KEY));
  }
}
