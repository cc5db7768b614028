package io.kuma.core.ca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.manager.ResourceRules;
import io.kuma.model.DataSource;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.mesh.Mesh.Mtls;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A mesh has the authorities that it names: builtin ones are made, provided ones must be usable.
 */
public final class MeshAuthorityRules implements ResourceRules<Mesh> {
  private final BuiltinAuthorities builtin;

  public MeshAuthorityRules(Clock clock, SecureRandom random) {
    builtin = new BuiltinAuthorities(clock, random);
  }

  @Override
  public ResourceType<Mesh> type() {
    return CoreTypes.MESH;
  }

  @Override
  public void checkCreate(Resource<Mesh> mesh, ResourceReader reader, Violations violations) {
    checkBackends(mesh, reader, violations);
  }

  @Override
  public void checkUpdate(
      Resource<Mesh> before, Resource<Mesh> after, ResourceReader reader, Violations violations) {
    Optional<String> old = enabled(before);
    Optional<String> chosen = enabled(after);
    if (old.isPresent() && chosen.isPresent() && !old.equals(chosen)) {
      violations.add(
          "mtls.enabledBackend",
          "Changing CA when mTLS is enabled is forbidden. Disable mTLS first and then change the"
              + " CA");
    }
    checkBackends(after, reader, violations);
  }

  @Override
  public void afterCreate(Resource<Mesh> mesh, ResourceManager manager) {
    ensure(mesh, manager);
  }

  @Override
  public void afterUpdate(Resource<Mesh> mesh, ResourceManager manager) {
    ensure(mesh, manager);
  }

  private void ensure(Resource<Mesh> mesh, ResourceManager manager) {
    for (CertificateAuthorityBackend backend : backends(mesh)) {
      if (backend.type().equals(CertificateAuthorityBackend.BUILTIN)) {
        builtin.ensure(mesh.name(), backend, manager);
      }
    }
  }

  private static void checkBackends(
      Resource<Mesh> mesh, ResourceReader reader, Violations violations) {
    List<CertificateAuthorityBackend> backends = backends(mesh);
    for (int i = 0; i < backends.size(); i++) {
      CertificateAuthorityBackend backend = backends.get(i);
      Path path = violations.at("mtls").field("backends").index(i);
      switch (backend.type()) {
        case CertificateAuthorityBackend.BUILTIN ->
            BuiltinSettings.check(backend.conf(), path.field("conf"));
        case CertificateAuthorityBackend.PROVIDED -> checkProvided(mesh, backend, reader, path);
        default -> path.field("type").add("could not find installed plugin for this type");
      }
    }
  }

  private static void checkProvided(
      Resource<Mesh> mesh, CertificateAuthorityBackend backend, ResourceReader reader, Path path) {
    Path conf = path.field("conf");
    JsonNode tree = Optional.ofNullable(backend.conf()).orElse(MissingNode.getInstance());
    DataSource certificate = AuthoritySources.check(tree.path("cert"), conf.field("cert"));
    DataSource key = AuthoritySources.check(tree.path("key"), conf.field("key"));
    if (certificate == null || key == null || skipsValidation(mesh)) {
      return;
    }
    try {
      AuthoritySources sources = new AuthoritySources(mesh.name(), reader);
      String certificatePem = sources.read(certificate);
      String keyPem = sources.read(key);
      ProvidedAuthority.check(certificatePem, keyPem, conf.field("cert"));
    } catch (IllegalArgumentException e) {
      String message = Optional.ofNullable(e.getMessage()).orElse("could not load data");
      conf.field("cert").add(message);
      conf.field("key").add(message);
    }
  }

  private static boolean skipsValidation(Resource<Mesh> mesh) {
    Mtls mtls = mesh.spec().mtls();
    return mtls != null && mtls.skipValidation();
  }

  private static List<CertificateAuthorityBackend> backends(Resource<Mesh> mesh) {
    Mtls mtls = mesh.spec().mtls();
    return mtls == null ? List.of() : mtls.backends();
  }

  private static Optional<String> enabled(Resource<Mesh> mesh) {
    return mesh.spec().enabledMtlsBackend().map(CertificateAuthorityBackend::name);
  }
}
