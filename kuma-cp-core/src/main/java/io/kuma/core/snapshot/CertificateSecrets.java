package io.kuma.core.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which secrets of a mesh configuration is made from: those that hold its certificate authorities.
 * All others (signing keys above all) are of no interest to proxies and never enter a snapshot.
 */
final class CertificateSecrets {
  private CertificateSecrets() {}

  /** Their keys, whether they exist or not. */
  static SortedSet<ResourceKey> of(MeshSnapshot snapshot) {
    SortedSet<ResourceKey> keys = new TreeSet<>();
    snapshot.all(CoreTypes.MESH).forEach(mesh -> keys.addAll(of(mesh)));
    return keys;
  }

  /** Their keys, whether they exist or not. */
  static SortedSet<ResourceKey> of(Resource<Mesh> mesh) {
    SortedSet<ResourceKey> keys = new TreeSet<>();
    Mesh.Mtls mtls = mesh.spec().mtls();
    if (mtls != null) {
      mtls.backends().forEach(backend -> add(mesh.name(), backend, keys));
    }
    return keys;
  }

  private static void add(
      String mesh, CertificateAuthorityBackend backend, SortedSet<ResourceKey> keys) {
    if (backend.type().equals(CertificateAuthorityBackend.BUILTIN)) {
      // As contract 3.5 names them.
      keys.add(CoreTypes.SECRET.key(mesh, mesh + ".ca-builtin-cert-" + backend.name()));
      keys.add(CoreTypes.SECRET.key(mesh, mesh + ".ca-builtin-key-" + backend.name()));
      return;
    }
    JsonNode conf = backend.conf();
    if (conf != null) {
      for (String part : new String[] {"cert", "key"}) {
        String secret = conf.path(part).path("secret").asText();
        if (!secret.isEmpty()) {
          keys.add(CoreTypes.SECRET.key(mesh, secret));
        }
      }
    }
  }
}
