package io.kuma.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kuma.core.access.Principal;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.role.GuardedResources;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs inside the EAR, on a server that somebody else runs: what is written belongs to the
 * container's transaction.
 */
@ExtendWith(ArquillianExtension.class)
@SuppressWarnings("NullAway.Init") // The container fills the fields.
class TransactionsTest {
  @Inject private GuardedResources resources;
  private ResourceManager manager;
  @jakarta.annotation.Resource private UserTransaction transaction;

  /** The real EAR; this class joins the REST archive in it. */
  @Deployment
  static EnterpriseArchive ear() {
    EnterpriseArchive ear =
        ShrinkWrap.create(ZipImporter.class, "kuma-cp.ear")
            .importFrom(Distribution.ear())
            .as(EnterpriseArchive.class);
    ear.getAsType(WebArchive.class, "/kuma-cp-rest.war").addClass(TransactionsTest.class);
    return ear;
  }

  @BeforeEach
  void comeIn() {
    manager = resources.as(new Principal("mesh-system:admin", List.of()), what -> {});
  }

  @Test
  void aWriteThatFailsHalfWayLeavesNothing() throws Exception {
    transaction.begin();
    manager.create(CoreTypes.MESH, mesh("half"));
    assertTrue(exists("half"));
    // The failure comes out as it was thrown, and dooms the transaction.
    assertThrows(Conflict.class, () -> manager.create(CoreTypes.MESH, mesh("half")));
    assertThrows(RollbackException.class, transaction::commit);
    assertFalse(exists("half"));
    // What came into being with the mesh is gone with it.
    assertTrue(manager.list(CoreTypes.SECRET, "half").isEmpty());
  }

  @Test
  void aWriteThatSucceedsStays() {
    manager.create(CoreTypes.MESH, mesh("whole"));
    assertTrue(exists("whole"));
    assertFalse(manager.list(CoreTypes.SECRET, "whole").isEmpty());
  }

  private boolean exists(String mesh) {
    return manager.find(CoreTypes.MESH, CoreTypes.MESH.key("", mesh)).isPresent();
  }

  private static Resource<Mesh> mesh(String name) {
    return Resource.of(CoreTypes.MESH.key("", name), Mesh.EMPTY);
  }
}
