package io.kuma.core.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceKey;
import java.time.Instant;
import java.util.List;

/**
 * Something that somebody did, or was not let do.
 *
 * @param user who
 * @param from the address that the call came from
 * @param details what more there is to say of this action
 */
public record AuditEvent(
    Action action, String user, List<String> groups, String from, ObjectNode details) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public AuditEvent {
    groups = List.copyOf(groups);
  }

  /** What was done. */
  public enum Action {
    create,
    update,
    delete,
    /** A token was issued. */
    token,
    /** Access was refused. */
    denied
  }

  /** Details of a write. */
  public static ObjectNode write(ResourceKey key, long before, long after, JsonNode diff) {
    ObjectNode details = JSON.objectNode();
    details.put("type", key.type());
    if (!key.mesh().isEmpty()) {
      details.put("mesh", key.mesh());
    }
    details.put("name", key.name());
    if (before > 0) {
      details.put("versionBefore", before);
    }
    if (after > 0) {
      details.put("versionAfter", after);
    }
    return details.set("diff", diff);
  }

  /** As it is written down. */
  ObjectNode toTree(Instant time, String instance) {
    ObjectNode tree =
        JSON.objectNode()
            .put("time", time.toString())
            .put("instance", instance)
            .put("action", action.name())
            .put("user", user);
    ArrayNode list = tree.putArray("groups");
    groups.forEach(list::add);
    tree.put("from", from);
    return tree.setAll(details);
  }
}
