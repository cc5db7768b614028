package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.access.Action;
import io.kuma.core.manager.Installation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** What this control plane is, how it is configured, and who asks (contract 2.3). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class IndexEndpoint {
  private final Installation installation;
  private final Access access;

  IndexEndpoint(Installation installation, Access access) {
    this.installation = installation;
    this.access = access;
  }

  /** The product and version that kumactl compares with its own. */
  @GET
  public JsonNode index() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("hostname", installation.hostname())
        .put("product", "Kuma")
        .put("version", installation.version())
        .put("instanceId", installation.instanceId())
        .put("clusterId", installation.clusterId())
        .put("gui", "The gui is not available.");
  }

  @GET
  @Path("config")
  public JsonNode config(@Context HttpServletRequest request) {
    access.check(access.caller(request), Action.CONTROL_PLANE_METADATA);
    return installation.configuration();
  }

  @GET
  @Path("who-am-i")
  public JsonNode whoAmI(@Context HttpServletRequest request) {
    Caller caller = access.caller(request);
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", caller.name());
    ArrayNode groups = tree.putArray("groups");
    caller.groups().forEach(groups::add);
    return tree;
  }
}
