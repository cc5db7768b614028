package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.inspect.ConfigurationView;
import io.kuma.core.inspect.Configurations;
import io.kuma.core.inspect.Configurations.Difference;
import io.kuma.core.inspect.JsonDiff;
import io.kuma.core.inspect.NoConfiguration;
import io.kuma.core.rehearsal.AffectedProxies;
import io.kuma.core.rehearsal.AffectedProxies.Affected;
import io.kuma.core.rehearsal.Rehearsal;
import io.kuma.core.role.ResourceView;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.resource.CoreTypes;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * {@code ?dry-run=true} of PUT and DELETE: the write is checked like any other and answered with
 * what it would do to proxies; nothing is stored.
 */
final class DryRun {
  /** A patch of more operations is cut: people look at it. */
  private static final int MOST_OPERATIONS = 200;

  private final Rehearsal.Stage stage;
  private final Configurations configurations;

  DryRun(Rehearsal.Stage stage, Configurations configurations) {
    this.stage = stage;
    this.configurations = configurations;
  }

  /** A write that answers as it would if it were real. */
  interface Write {
    Response to(ResourceView stage);
  }

  /**
   * Rehearses a write, and tells of proxies that the caller may inspect.
   *
   * @param mesh the mesh of the resource; empty for types of global scope
   */
  Response of(
      ResourceType<?> type,
      String mesh,
      String name,
      UriInfo uri,
      ResourceReads reads,
      Write write) {
    Rehearsal rehearsal = stage.begin();
    Response real = write.to(reads.view().on(rehearsal));
    AffectedProxies affected = reads.view().affectedProxies(configurations);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("dryRun", true);
    answer.put("status", real.getStatus());
    if (real.getEntity() instanceof JsonNode entity && entity.has("warnings")) {
      answer.set("warnings", entity.get("warnings"));
    }
    List<Affected> proxies = new ArrayList<>();
    meshes(rehearsal, type, mesh, name)
        .forEach(each -> proxies.addAll(affected.of(rehearsal.scene(each))));
    answer.put("connected", proxies.stream().filter(Affected::isConnected).count());
    answer.setAll(reads.page(proxies, this::item, uri));
    return Response.ok(answer).build();
  }

  private static Collection<String> meshes(
      Rehearsal rehearsal, ResourceType<?> type, String mesh, String name) {
    if (type.equals(CoreTypes.MESH)) {
      return List.of(name);
    }
    return type.scope() == Scope.MESH ? List.of(mesh) : rehearsal.meshes();
  }

  private JsonNode item(Affected proxy) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.putObject("dataplane").put("mesh", proxy.key().mesh()).put("name", proxy.key().name());
    item.put("connected", proxy.isConnected());
    item.put("change", change(proxy));
    try {
      Difference difference =
          configurations.difference(
              proxy.before(), proxy.after(), ConfigurationView.facts(proxy.insight()));
      ArrayNode patch = JsonDiff.between(difference.before(), difference.after());
      item.put("operations", patch.size());
      ArrayNode shown = item.putArray("diff");
      for (int i = 0; i < Math.min(patch.size(), MOST_OPERATIONS); i++) {
        shown.add(patch.get(i));
      }
    } catch (NoConfiguration e) {
      item.put("change", "rejected").put("reason", String.valueOf(e.getMessage()));
    }
    return item;
  }

  private static String change(Affected proxy) {
    if (proxy.before().isEmpty()) {
      return "added";
    }
    return proxy.after().isEmpty() ? "removed" : "changed";
  }
}
