package io.kuma.core.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.MeshAuthorities.AuthorityUnavailable;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.model.Failure.Invalid;
import io.kuma.model.Resource;
import io.kuma.model.Violation;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend.Mode;
import io.kuma.resource.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshAuthorityRulesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = TestControlPlane.NOW;

  private final TestControlPlane controlPlane = TestControlPlane.standalone();
  private final ResourceManager manager = controlPlane.manager();
  private final MeshAuthorities authorities = new MeshAuthorities(manager);

  @Test
  void makesTheAuthorityOfANewMesh() {
    create(builtin("ca-1"));

    assertThat(manager.list(CoreTypes.SECRET, "m"))
        .extracting(Resource::name)
        .containsExactly(
            "dataplane-token-signing-key-m-1", "m.ca-builtin-cert-ca-1", "m.ca-builtin-key-ca-1");
    Identity identity =
        authorities
            .identity("m", TestControlPlane.secured(builtin("ca-1")), List.of("spiffe://m/web"))
            .orElseThrow();
    assertThat(identity.issue(NOW, RANDOM).version().notAfter()).isEqualTo(NOW.plusSeconds(86_400));
  }

  @Test
  void makesTheAuthorityWhenMutualTlsIsTurnedOn() {
    Resource<Mesh> mesh = controlPlane.createMesh("m");
    assertThat(authorities.identity("m", mesh.spec(), List.of())).isEmpty();

    Mesh secured = TestControlPlane.secured(builtin("ca-1"));
    Resource<Mesh> updated = manager.update(CoreTypes.MESH, mesh.withSpec(secured));
    CertificateAuthority made = authorities.get("m", builtin("ca-1"));
    manager.update(CoreTypes.MESH, updated);

    assertThat(new MeshAuthorities(manager).get("m", builtin("ca-1"))).isEqualTo(made);
  }

  @Test
  void refusesAnotherBackendWhileMutualTlsIsOn() {
    Resource<Mesh> mesh = create(builtin("a"));

    assertThat(refused(mesh.withSpec(TestControlPlane.secured(builtin("b")))))
        .extracting(Violation::field)
        .containsExactly("mtls.enabledBackend");

    Resource<Mesh> off = manager.update(CoreTypes.MESH, mesh.withSpec(Mesh.EMPTY));
    manager.update(CoreTypes.MESH, off.withSpec(TestControlPlane.secured(builtin("b"))));
    assertThat(authorities.get("m", builtin("b"))).isNotEqualTo(authorities.get("m", builtin("a")));
  }

  @Test
  void refusesABackendOfAnUnknownType() {
    Resource<Mesh> mesh = controlPlane.createMesh("m");

    assertThat(refused(mesh.withSpec(TestControlPlane.secured(backend("x", "vault", null)))))
        .containsExactly(
            new Violation(
                "mtls.backends[0].type", "could not find installed plugin for this type"));
  }

  @Test
  void usesAProvidedAuthority(@TempDir Path home) throws IOException {
    Resource<Mesh> mesh = controlPlane.createMesh("m");
    CertificateAuthority provided =
        CertificateAuthority.forMesh("m", BuiltinSettings.DEFAULT, NOW, RANDOM);
    Path certificate = Files.writeString(home.resolve("ca.pem"), provided.certificatePem());
    secret("ca-key", provided.keyPem());
    CertificateAuthorityBackend backend =
        provided(source("file", certificate.toString()), source("secret", "ca-key"));

    manager.update(CoreTypes.MESH, mesh.withSpec(TestControlPlane.secured(backend)));

    assertThat(authorities.get("m", backend)).isEqualTo(provided);
  }

  @Test
  void noticesThatAProvidedAuthorityWasRotated() {
    controlPlane.createMesh("m");
    CertificateAuthority first =
        CertificateAuthority.forMesh("m", BuiltinSettings.DEFAULT, NOW, RANDOM);
    CertificateAuthority second =
        CertificateAuthority.forMesh("m", BuiltinSettings.DEFAULT, NOW, RANDOM);
    secret("cert", first.certificatePem());
    secret("key", first.keyPem());
    CertificateAuthorityBackend backend =
        provided(source("secret", "cert"), source("secret", "key"));
    assertThat(authorities.get("m", backend)).isEqualTo(first);

    secret("cert", second.certificatePem());
    secret("key", second.keyPem());

    assertThat(authorities.get("m", backend)).isEqualTo(second);
  }

  @Test
  void refusesAProvidedAuthorityThatIsIncomplete() {
    Resource<Mesh> mesh = controlPlane.createMesh("m");

    assertThat(refused(mesh.withSpec(TestControlPlane.secured(backend("x", "provided", null)))))
        .containsExactly(
            new Violation("mtls.backends[0].conf.cert", "has to be defined"),
            new Violation("mtls.backends[0].conf.key", "has to be defined"));
    assertThat(
            refused(
                mesh.withSpec(
                    TestControlPlane.secured(
                        provided(source("secret", ""), source("elsewhere", "x"))))))
        .containsExactly(
            new Violation("mtls.backends[0].conf.cert.secret", "cannot be empty"),
            new Violation(
                "mtls.backends[0].conf.key",
                "data source has to be chosen. Available sources: secret, file, inline"));
  }

  @Test
  void refusesAProvidedCertificateThatCannotSign() {
    Resource<Mesh> mesh = controlPlane.createMesh("m");
    CertificateAuthority authority =
        CertificateAuthority.forMesh("m", BuiltinSettings.DEFAULT, NOW, RANDOM);
    WorkloadCertificate leaf =
        new Identity(authority, List.of("spiffe://m/web"), Duration.ofHours(1)).issue(NOW, RANDOM);
    CertificateAuthorityBackend workload =
        provided(
            source("inlineString", leaf.certificate()), source("inlineString", leaf.privateKey()));
    CertificateAuthorityBackend mixed =
        provided(
            source("inlineString", authority.certificatePem()),
            source("inlineString", leaf.privateKey()));

    assertThat(refused(mesh.withSpec(TestControlPlane.secured(workload))))
        .extracting(Violation::field)
        .containsOnly("mtls.backends[0].conf.cert[0]")
        .hasSize(3);
    assertThat(refused(mesh.withSpec(TestControlPlane.secured(mixed))))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).startsWith("not a valid TLS key pair"));
  }

  @Test
  void doesNotGoWithoutAnAuthorityThatIsLost() {
    create(builtin("ca-1"));
    manager.delete(CoreTypes.SECRET, CoreTypes.SECRET.key("m", "m.ca-builtin-key-ca-1"));

    assertThatThrownBy(
            () ->
                authorities.identity(
                    "m", TestControlPlane.secured(builtin("ca-1")), List.of("spiffe://m/web")))
        .isInstanceOf(AuthorityUnavailable.class)
        .hasMessageContaining("ca-1")
        .hasMessageContaining("m.ca-builtin-key-ca-1");
  }

  private Resource<Mesh> create(CertificateAuthorityBackend backend) {
    return manager.create(
        CoreTypes.MESH,
        Resource.of(CoreTypes.MESH.key("", "m"), TestControlPlane.secured(backend)));
  }

  private List<Violation> refused(Resource<Mesh> mesh) {
    try {
      manager.update(CoreTypes.MESH, mesh);
      return List.of();
    } catch (Invalid e) {
      return e.violations();
    }
  }

  private void secret(String name, String text) {
    Secret content = Secret.of(text.getBytes(StandardCharsets.UTF_8));
    Resource<Secret> secret = Resource.of(CoreTypes.SECRET.key("m", name), content);
    manager
        .find(CoreTypes.SECRET, secret.key())
        .ifPresentOrElse(
            stored -> manager.update(CoreTypes.SECRET, stored.withSpec(content)),
            () -> manager.create(CoreTypes.SECRET, secret));
  }

  private static CertificateAuthorityBackend builtin(String name) {
    return backend(name, "builtin", null);
  }

  private static CertificateAuthorityBackend provided(ObjectNode certificate, ObjectNode key) {
    ObjectNode conf = JsonNodeFactory.instance.objectNode();
    conf.set("cert", certificate);
    conf.set("key", key);
    return backend("ca-1", "provided", conf);
  }

  private static ObjectNode source(String kind, String value) {
    return JsonNodeFactory.instance.objectNode().put(kind, value);
  }

  private static CertificateAuthorityBackend backend(
      String name, String type, @Nullable ObjectNode conf) {
    return new CertificateAuthorityBackend(name, type, null, conf, Mode.STRICT, null);
  }
}
