package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Sync;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Which types there are: {@code /_resources} and, of policies alone, {@code /policies} (contract
 * 2.3).
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueEndpoint {
  private final ResourceTypes types;

  CatalogueEndpoint(ResourceTypes types) {
    this.types = types;
  }

  @GET
  @Path("_resources")
  public JsonNode resources() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode list = tree.putArray("resources");
    types.served().forEach(type -> list.add(resource(type)));
    return tree;
  }

  @GET
  @Path("policies")
  public JsonNode policies() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode list = tree.putArray("policies");
    types.served().stream().filter(ResourceType::isPolicy).forEach(type -> list.add(policy(type)));
    return tree;
  }

  private static ObjectNode resource(ResourceType<?> type) {
    ObjectNode tree =
        common(type)
            .put(
                "includeInFederation",
                type.sync().contains(Sync.GLOBAL_TO_ZONE) && !type.readOnly())
            .put("scope", type.scope().wireName())
            .put("shortName", type.shortName().orElse(""));
    if (type.isPolicy()) {
      tree.putObject("policy")
          .put("hasFromTargetRef", hasPlace(type, "from"))
          .put("hasRulesTargetRef", hasPlace(type, "rules"))
          .put("hasToTargetRef", hasPlace(type, "to"))
          .put("isFromAsRules", type.fromAsRules())
          .put("isTargetRef", type.isTargetRefPolicy());
    }
    return tree;
  }

  private static ObjectNode policy(ResourceType<?> type) {
    return common(type)
        .put("isExperimental", false)
        .put("isInbound", hasPlace(type, "from"))
        .put("isOutbound", hasPlace(type, "to"))
        .put("isTargetRefBased", type.isTargetRefPolicy());
  }

  /** Whether policies of the type bring confs in that place. */
  private static boolean hasPlace(ResourceType<?> type, String field) {
    return type.isTargetRefPolicy() && type.hasField(field);
  }

  private static ObjectNode common(ResourceType<?> type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", type.name())
        .put("path", type.path())
        .put("readOnly", type.readOnly())
        .put("singularDisplayName", type.displayName())
        .put("pluralDisplayName", type.pluralDisplayName());
  }
}
