package io.kuma.core.manager;

import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.token.SigningKeys;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.mesh.Mesh;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a control plane makes at its start if it is not there: the mesh {@code default} and secrets
 * of the installation (contract 3.5). Two control planes that start at once may both try; the
 * second finds it done.
 */
public record Defaults(
    ResourceManager manager, Clock clock, SecureRandom random, boolean skipMesh) {
  private static final Logger LOG = LoggerFactory.getLogger(Defaults.class);
  private static final String MESH = "default";
  private static final String ENVOY_ADMIN_CA = "envoy-admin-ca";

  /** Creates what is missing. */
  public void ensure() {
    unlessThere(() -> SigningKeys.ensureGlobal("user-token-signing-key", manager, random));
    unlessThere(() -> SigningKeys.ensureGlobal("zone-token-signing-key", manager, random));
    unlessThere(this::ensureEnvoyAdminAuthority);
    if (!skipMesh) {
      unlessThere(this::ensureMesh);
    }
  }

  /**
   * The authority between Envoys' admin listeners and the control plane; {@link #ensure} made it.
   */
  public static CertificateAuthority envoyAdminAuthority(ResourceReader reader) {
    String pem =
        reader
            .find(CoreTypes.GLOBAL_SECRET, CoreTypes.GLOBAL_SECRET.key("", ENVOY_ADMIN_CA))
            .map(secret -> new String(secret.spec().content(), StandardCharsets.US_ASCII))
            .orElseThrow(
                () -> new IllegalStateException("the global secret envoy-admin-ca is gone"));
    int key = pem.indexOf("-----BEGIN RSA PRIVATE KEY-----");
    if (key < 0) {
      throw new IllegalStateException("the global secret envoy-admin-ca holds no private key");
    }
    return CertificateAuthority.parse(pem.substring(0, key), pem.substring(key));
  }

  private void ensureEnvoyAdminAuthority() {
    ResourceKey key = CoreTypes.GLOBAL_SECRET.key("", ENVOY_ADMIN_CA);
    if (manager.find(CoreTypes.GLOBAL_SECRET, key).isEmpty()) {
      CertificateAuthority made = CertificateAuthority.forEnvoyAdmin(clock.instant(), random);
      byte[] pem = (made.certificatePem() + made.keyPem()).getBytes(StandardCharsets.US_ASCII);
      manager.create(CoreTypes.GLOBAL_SECRET, Resource.of(key, GlobalSecret.of(pem)));
    }
  }

  private void ensureMesh() {
    ResourceKey key = CoreTypes.MESH.key("", MESH);
    if (manager.find(CoreTypes.MESH, key).isEmpty()) {
      manager.create(CoreTypes.MESH, Resource.of(key, Mesh.EMPTY));
      LOG.info("created the mesh {}", MESH);
    }
  }

  private static void unlessThere(Runnable create) {
    try {
      create.run();
    } catch (Conflict e) {
      LOG.debug("another control plane was faster: {}", e.getMessage());
    }
  }
}
