package io.kuma.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.manager.LabelRules;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.WriteRules;
import io.kuma.model.Failure;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import io.kuma.model.Violations;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * PUT and DELETE. The order of the checks is the contract's (2.4): clients see the first that
 * fails.
 */
public class ResourceWrites {
  private static final String PROCESS_TITLE = "Could not process a resource";
  private static final String DELETE_TITLE = "Could not delete a resource";

  /** Statuses are written seldom, so the second try nearly always suffices. */
  private static final int TRIES = 10;

  private final ResourceManager manager;
  private final ResourceReads reads;
  private final ResourceBody bodies;
  private final LabelRules labels;
  private final Access access;
  private final WriteRules writeRules;
  private final Audit audit;

  ResourceWrites(
      ResourceManager manager,
      ResourceReads reads,
      ResourceBody bodies,
      LabelRules labels,
      Access access,
      WriteRules writeRules,
      Audit audit) {
    this.manager = manager;
    this.reads = reads;
    this.bodies = bodies;
    this.labels = labels;
    this.access = access;
    this.writeRules = writeRules;
    this.audit = audit;
  }

  /** The same checks and answers, for writes that go elsewhere, of which there is no account. */
  ResourceWrites to(ResourceManager other, Audit otherAudit) {
    return new ResourceWrites(other, reads, bodies, labels, access, writeRules, otherAudit);
  }

  /** Creates (201) or replaces (200); the body has warnings, if there are any. */
  <S extends Spec> Response put(
      ResourceType<S> type, String mesh, String name, JsonBody body, Caller caller) {
    checkWritable(type);
    if (type.scope() == Scope.MESH) {
      reads.checkMesh(mesh);
    }
    ResourceKey key = type.key(mesh, name);
    Resource<S> wanted = bodies.read(type, key, body);
    Optional<Resource<S>> current =
        Refused.titled("Failed to find a resource", () -> manager.find(type, key));
    access.checkType(caller, type);
    Resource<S> written =
        current.isPresent()
            ? update(type, current.get(), wanted)
            : Refused.titled(
                "Failed to create a resource", () -> manager.create(type, labelled(type, wanted)));
    audit.written(caller, type, current, written);
    return Response.status(current.isPresent() ? 200 : 201)
        .entity(answer(type.validator().deprecations(wanted)))
        .build();
  }

  <S extends Spec> Response delete(ResourceType<S> type, String mesh, String name, Caller caller) {
    checkWritable(type);
    if (type.scope() == Scope.MESH) {
      reads.checkMesh(mesh);
    }
    access.checkType(caller, type);
    // Read only where it matters: what cannot be read must be deletable.
    if (labels.restrictsWriters()) {
      Violations violations = new Violations();
      manager
          .find(type, type.key(mesh, name))
          .ifPresent(current -> labels.checkWriter(type, current.meta().labels(), violations));
      refuse(DELETE_TITLE, violations);
    }
    ResourceKey key = type.key(mesh, name);
    Optional<Resource<S>> before = audit.isOn() ? readable(type, key) : Optional.empty();
    return Refused.titled(
        DELETE_TITLE,
        () -> {
          manager.delete(type, key);
          audit.deleted(caller, type, key, before);
          return Response.ok(JsonNodeFactory.instance.objectNode()).build();
        });
  }

  /** Empty also if it cannot be read: that must not keep anybody from deleting it. */
  private <S extends Spec> Optional<Resource<S>> readable(ResourceType<S> type, ResourceKey key) {
    try {
      return manager.find(type, key);
    } catch (Failure e) {
      return Optional.empty();
    }
  }

  private <S extends Spec> Resource<S> update(
      ResourceType<S> type, Resource<S> current, Resource<S> wanted) {
    Meta meta = current.meta().withLabels(wanted.meta().labels());
    Resource<S> next = labelled(type, wanted.withMeta(meta).withStatus(current.status()));
    Violations violations = new Violations();
    labels.checkImmutable(current.meta().labels(), next.meta().labels(), violations);
    refuse("Could not update a resource", violations);
    return Refused.titled("Failed to update a resource", () -> replace(type, current, next, TRIES));
  }

  /** A status that was written meanwhile is no reason to refuse; it stays as it is now. */
  private <S extends Spec> Resource<S> replace(
      ResourceType<S> type, Resource<S> read, Resource<S> next, int tries) {
    try {
      return manager.update(type, next);
    } catch (Conflict e) {
      Resource<S> now = manager.find(type, next.key()).orElseThrow(() -> e);
      boolean onlyStatus =
          now.spec().equals(read.spec()) && now.meta().labels().equals(read.meta().labels());
      if (!onlyStatus || tries == 1) {
        throw e;
      }
      Resource<S> again =
          next.withMeta(now.meta().withLabels(next.meta().labels())).withStatus(now.status());
      return replace(type, now, again, tries - 1);
    }
  }

  private <S extends Spec> Resource<S> labelled(ResourceType<S> type, Resource<S> resource) {
    return resource.withMeta(resource.meta().withLabels(manager.computeLabels(type, resource)));
  }

  private void checkWritable(ResourceType<?> type) {
    writeRules
        .refusal(type)
        .ifPresent(
            reason -> {
              throw new Refused(new Problem(405, "Method not allowed", reason, List.of()));
            });
  }

  static void refuse(String title, Violations violations) {
    List<Violation> found = violations.toList();
    if (!found.isEmpty()) {
      throw new Refused(Problem.invalid(title, found));
    }
  }

  static void refuse(Violations violations) {
    refuse(PROCESS_TITLE, violations);
  }

  private static ObjectNode answer(List<String> warnings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (!warnings.isEmpty()) {
      ArrayNode list = tree.putArray("warnings");
      warnings.forEach(list::add);
    }
    return tree;
  }
}
