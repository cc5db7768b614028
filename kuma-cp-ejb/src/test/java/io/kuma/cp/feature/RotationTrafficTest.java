package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.delivery.Delivery.State;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mesh gets another certificate authority while requests go through it, and none is lost. */
class RotationTrafficTest extends TrafficTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The mesh's own authority too is in secrets that an administrator may write. */
  @Test
  void ofABuiltinAuthority() {
    ResourceKey certificate = CoreTypes.SECRET.key("m", "m.ca-builtin-cert-ca");
    ResourceKey key = CoreTypes.SECRET.key("m", "m.ca-builtin-key-ca");
    CertificateAuthority old = CertificateAuthority.parse(text(certificate), text(key));
    CertificateAuthority next = authority();
    try (Load load = new Load(() -> mesh.get("/"))) {
      rotate(mesh, load, certificate, key, old, next);
      rotate(mesh, load, certificate, key, next, old);
      assertThat(load.answers().keySet()).isEqualTo(BOTH);
    }
  }

  @Test
  void ofAProvidedAuthority() {
    ResourceKey certificate = CoreTypes.SECRET.key("p", "own-cert");
    ResourceKey key = CoreTypes.SECRET.key("p", "own-key");
    CertificateAuthority first = authority();
    controlPlane.apply("{type: Mesh, name: p, skipCreatingInitialPolicies: ['*']}");
    write(certificate, first.certificatePem());
    write(key, first.keyPem());
    controlPlane.apply(
        """
        type: Mesh
        name: p
        mtls:
          enabledBackend: own
          backends: [{name: own, type: provided, conf: {cert: {secret: own-cert}, key: {secret: own-key}}}]
        ---
        type: MeshTrafficPermission
        mesh: p
        name: web
        spec: {rules: [{default: {allow: [{spiffeID: {type: Prefix, value: 'spiffe://p/web'}}]}}]}
        """);
    try (TrafficMesh other =
        new TrafficMesh(controlPlane, "p", List.of("127.0.0.64", "127.0.0.62"), List.of("v1"))) {
      other.until("it answers", () -> other.get("/").equals("200 v1"));
      try (Load load = new Load(() -> other.get("/"))) {
        rotate(other, load, certificate, key, first, authority());
        assertThat(load.answers()).containsOnlyKeys("200 v1");
      }
    }
  }

  private static CertificateAuthority authority() {
    return CertificateAuthority.forEnvoyAdmin(Instant.now(), RANDOM);
  }

  /** All trust both, then the other one signs, then the old one is not trusted any more. */
  private void rotate(
      TrafficMesh of,
      Load load,
      ResourceKey certificate,
      ResourceKey key,
      CertificateAuthority old,
      CertificateAuthority next) {
    step(of, load, certificate, old.certificatePem() + next.certificatePem());
    step(of, load, key, next.keyPem());
    step(of, load, certificate, next.certificatePem());
  }

  /** Until every proxy uses what it was sent, and then some requests more. */
  private void step(TrafficMesh of, Load load, ResourceKey secret, String text) {
    write(secret, text);
    Deliveries deliveries = controlPlane.deliveries();
    Resource<Secret> stored = controlPlane.manager.find(CoreTypes.SECRET, secret).orElseThrow();
    of.until("the control plane knows of it", () -> deliveries.know(stored));
    of.until(
        "all proxies have it",
        () ->
            controlPlane.manager.list(CoreTypes.DATAPLANE, secret.mesh()).stream()
                .allMatch(
                    proxy ->
                        deliveries
                            .find(proxy.key())
                            .filter(delivery -> delivery.state() == State.acknowledged)
                            .isPresent()));
    int before = load.total();
    of.until("requests go on", () -> load.total() > before + 20);
  }

  private String text(ResourceKey secret) {
    return new String(
        controlPlane.manager.find(CoreTypes.SECRET, secret).orElseThrow().spec().content(),
        StandardCharsets.UTF_8);
  }

  private void write(ResourceKey secret, String text) {
    controlPlane.apply(
        "{type: Secret, mesh: %s, name: %s, data: %s}"
            .formatted(
                secret.mesh(),
                secret.name(),
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
  }
}
