package io.kuma.core.manager;

import io.kuma.core.defaults.CoreRules;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.CertificateAuthorityBackend;
import io.kuma.resource.mesh.Mesh.Mtls;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A manager over memory with all rules of the core, for tests of any module. */
public final class TestControlPlane {
  public static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

  private final Changes changes = new Changes();
  private final MemoryResourceStore store;
  private final ResourceManager manager;

  private TestControlPlane(
      ControlPlane controlPlane, InitialResources initial, boolean unsafeDelete) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    store = new MemoryResourceStore(clock, changes);
    manager =
        new TransactionalResourceManager(
            store,
            store::required,
            controlPlane,
            CoreRules.rules(
                new ResourceTypes(CoreTypes.ALL),
                controlPlane,
                initial,
                unsafeDelete,
                clock,
                new SecureRandom()));
  }

  /** A zone of its own named {@code default}, whose meshes come without policies. */
  public static TestControlPlane standalone() {
    return with(mesh -> List.of());
  }

  /** A zone of its own named {@code default}. */
  public static TestControlPlane with(InitialResources initial) {
    return new TestControlPlane(ControlPlane.standalone("default"), initial, false);
  }

  /** A global control plane. */
  static TestControlPlane global() {
    return new TestControlPlane(
        new ControlPlane(Mode.GLOBAL, Environment.UNIVERSAL, null, false),
        mesh -> List.of(),
        false);
  }

  static TestControlPlane unsafe() {
    return new TestControlPlane(ControlPlane.standalone("default"), mesh -> List.of(), true);
  }

  public ResourceManager manager() {
    return manager;
  }

  public MemoryResourceStore store() {
    return store;
  }

  public Changes changes() {
    return changes;
  }

  /** Stores a mesh of which nothing is said. */
  public Resource<Mesh> createMesh(String name) {
    return manager.create(CoreTypes.MESH, Resource.of(CoreTypes.MESH.key("", name), Mesh.EMPTY));
  }

  /** A mesh whose mutual TLS is on, with one backend. */
  public static Mesh secured(CertificateAuthorityBackend backend) {
    return new Mesh(
        new Mtls(backend.name(), List.of(backend), false),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null);
  }
}
