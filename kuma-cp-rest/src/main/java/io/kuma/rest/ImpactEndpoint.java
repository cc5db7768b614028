package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.delivery.Deliveries;
import io.kuma.core.delivery.Delivery;
import io.kuma.core.delivery.Delivery.State;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** {@code …/_impact}: whether what a policy says has arrived, at each proxy that it reaches. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class ImpactEndpoint {
  private final Deliveries deliveries;
  private final Desk desk;
  private final ResourceTypes types;

  ImpactEndpoint(Deliveries deliveries, Desk desk, ResourceTypes types) {
    this.deliveries = deliveries;
    this.desk = desk;
    this.types = types;
  }

  private record Reached(ResourceKey proxy, Delivery delivery, String instance) {
    ObjectNode toTree() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.putObject("dataplane").put("mesh", proxy.mesh()).put("name", proxy.name());
      tree.put("state", delivery.state().name());
      if (delivery.since() != null) {
        tree.put("time", delivery.since().toString());
      }
      if (!delivery.reason().isEmpty()) {
        tree.put("reason", delivery.reason());
      }
      if (!instance.isEmpty()) {
        tree.put("controlPlaneInstanceId", instance);
      }
      return tree;
    }
  }

  @GET
  @Path("meshes/{mesh}/{path}/{name}/_impact")
  public JsonNode impact(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    ResourceType<?> type =
        types
            .findByPath(path)
            .filter(found -> found.scope() == Scope.MESH && !found.adminOnly())
            .orElseThrow(NotFoundException::new);
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    List<Reached> reached = reached(reads, type, mesh, name);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode summary = answer.putObject("summary");
    for (State state : State.values()) {
      summary.put(
          state.name(), reached.stream().filter(one -> one.delivery().state() == state).count());
    }
    answer.setAll(reads.page(reached, Reached::toTree, uri));
    return answer;
  }

  private <S extends Spec> List<Reached> reached(
      ResourceReads reads, ResourceType<S> type, String mesh, String name) {
    Resource<S> resource = reads.find(type, mesh, name);
    MatchedProxies matched = new MatchedProxies(reads.view());
    Predicate<Resource<Dataplane>> selector =
        matched.selector(type, resource).orElseThrow(NotFoundException::new);
    boolean known = deliveries.know(resource);
    Map<String, String> instances = matched.instances(mesh);
    List<Reached> reached = new ArrayList<>();
    for (Resource<Dataplane> proxy : reads.view().list(CoreTypes.DATAPLANE, mesh)) {
      if (selector.test(proxy)) {
        reached.add(reached(proxy.key(), known, instances.getOrDefault(proxy.name(), "")));
      }
    }
    return reached;
  }

  /**
   * @param known whether this control plane has heard of what is stored
   * @param instance the control plane that the proxy was last seen at; empty if it is away
   */
  private Reached reached(ResourceKey proxy, boolean known, String instance) {
    return deliveries
        .find(proxy)
        .map(
            delivery ->
                new Reached(proxy, known ? delivery : new Delivery(State.pending, null, ""), ""))
        .orElseGet(
            () ->
                new Reached(
                    proxy,
                    new Delivery(instance.isEmpty() ? State.offline : State.elsewhere, null, ""),
                    instance));
  }
}
