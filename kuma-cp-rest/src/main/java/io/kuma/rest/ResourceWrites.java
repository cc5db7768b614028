package io.kuma.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.manager.LabelRules;
import io.kuma.core.manager.WriteRules;
import io.kuma.core.role.ResourceView;
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
import io.kuma.resource.accessrole.AccessRole.Verb;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * PUT and DELETE of one caller. The order of the checks is the contract's (2.4): clients see the
 * first that fails.
 */
public class ResourceWrites {
  private static final String PROCESS_TITLE = "Could not process a resource";
  private static final String DELETE_TITLE = "Could not delete a resource";

  /** Statuses are written seldom, so the second try nearly always suffices. */
  private static final int TRIES = 10;

  private final ResourceView resources;
  private final ResourceReads reads;
  private final Rules rules;
  private final Caller caller;
  private final Audit audit;

  /** What holds for the writes of all callers. */
  record Rules(ResourceBody bodies, LabelRules labels, WriteRules writable) {}

  /**
   * @param resources where the writes go
   * @param reads what there is
   */
  ResourceWrites(
      ResourceView resources, ResourceReads reads, Rules rules, Caller caller, Audit audit) {
    this.resources = resources;
    this.reads = reads;
    this.rules = rules;
    this.caller = caller;
    this.audit = audit;
  }

  /** Creates (201) or replaces (200); the body has warnings, if there are any. */
  <S extends Spec> Response put(ResourceType<S> type, String mesh, String name, JsonBody body) {
    checkWritable(type);
    if (type.scope() == Scope.MESH) {
      reads.checkMesh(mesh);
    }
    ResourceKey key = type.key(mesh, name);
    Resource<S> wanted = rules.bodies().read(type, key, body);
    resources.check(Verb.write, type, key);
    Optional<Resource<S>> current =
        Refused.titled("Failed to find a resource", () -> resources.find(type, key));
    Resource<S> written =
        current.isPresent()
            ? update(type, current.get(), wanted)
            : Refused.titled(
                "Failed to create a resource",
                () -> resources.create(type, labelled(type, wanted)));
    audit.written(caller, type, current, written);
    return Response.status(current.isPresent() ? 200 : 201)
        .entity(answer(type.validator().deprecations(wanted)))
        .build();
  }

  <S extends Spec> Response delete(ResourceType<S> type, String mesh, String name) {
    checkWritable(type);
    if (type.scope() == Scope.MESH) {
      reads.checkMesh(mesh);
    }
    ResourceKey key = type.key(mesh, name);
    resources.check(Verb.write, type, key);
    // Read only where it matters: what cannot be read must be deletable.
    LabelRules labels = rules.labels();
    if (labels.restrictsWriters()) {
      Violations violations = new Violations();
      resources
          .find(type, key)
          .ifPresent(current -> labels.checkWriter(type, current.meta().labels(), violations));
      refuse(DELETE_TITLE, violations);
    }
    Optional<Resource<S>> before = audit.isOn() ? readable(type, key) : Optional.empty();
    return Refused.titled(
        DELETE_TITLE,
        () -> {
          resources.delete(type, key);
          audit.deleted(caller, type, key, before);
          return Response.ok(JsonNodeFactory.instance.objectNode()).build();
        });
  }

  /** Empty also if it cannot be read: that must not keep anybody from deleting it. */
  private <S extends Spec> Optional<Resource<S>> readable(ResourceType<S> type, ResourceKey key) {
    try {
      return resources.find(type, key);
    } catch (Failure e) {
      return Optional.empty();
    }
  }

  private <S extends Spec> Resource<S> update(
      ResourceType<S> type, Resource<S> current, Resource<S> wanted) {
    Meta meta = current.meta().withLabels(wanted.meta().labels());
    Resource<S> next = labelled(type, wanted.withMeta(meta).withStatus(current.status()));
    Violations violations = new Violations();
    rules.labels().checkImmutable(current.meta().labels(), next.meta().labels(), violations);
    refuse("Could not update a resource", violations);
    return Refused.titled("Failed to update a resource", () -> replace(type, current, next, TRIES));
  }

  /** A status that was written meanwhile is no reason to refuse; it stays as it is now. */
  private <S extends Spec> Resource<S> replace(
      ResourceType<S> type, Resource<S> read, Resource<S> next, int tries) {
    try {
      return resources.update(type, next);
    } catch (Conflict e) {
      Resource<S> now = resources.find(type, next.key()).orElseThrow(() -> e);
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
    return resource.withMeta(resource.meta().withLabels(resources.computeLabels(type, resource)));
  }

  private void checkWritable(ResourceType<?> type) {
    rules
        .writable()
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
