package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.hostname.ZoneHostnames;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.role.ResourceView;
import io.kuma.model.Destination;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** Which host names a destination has, and in which zones (contract 2.8). */
@Path("/meshes/{mesh}/{path}/{name}/_hostnames")
@Produces(MediaType.APPLICATION_JSON)
public class HostnamesEndpoint {
  private static final String OTHER_TYPE =
      "only \"meshservices,meshexternalservices,meshmultizoneservices\" are available for"
          + " inspection";

  private final Desk desk;
  private final ResourceTypes types;
  private final ControlPlane controlPlane;

  HostnamesEndpoint(Desk desk, ResourceTypes types, ControlPlane controlPlane) {
    this.desk = desk;
    this.types = types;
    this.controlPlane = controlPlane;
  }

  @GET
  public JsonNode get(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    ResourceType<?> type =
        types
            .findByPath(path)
            .filter(ResourceType::isDestination)
            .orElseThrow(() -> new Refused(Problem.invalid(OTHER_TYPE, List.of())));
    ResourceView view = desk.reads(request).view();
    return answer(
        ZoneHostnames.of(
            view.behind(Verb.read, type, type.key(mesh, name))
                .all(types.get(HostnameGenerator.class)),
            destination(find(view, type, mesh, name)),
            controlPlane.mode()));
  }

  private static <S extends Spec> Resource<S> find(
      ResourceView view, ResourceType<S> type, String mesh, String name) {
    return view.find(type, type.key(mesh, name))
        .orElseThrow(() -> new Refused(Problem.notFound("could not retrieve service")));
  }

  /** The type says that it is one. */
  private static Resource<Destination> destination(Resource<?> resource) {
    return new Resource<>(resource.meta(), (Destination) resource.spec(), resource.status());
  }

  /** No items are null, and not an empty list. */
  private static JsonNode answer(SortedMap<String, SortedSet<String>> names) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (names.isEmpty()) {
      answer.putNull("items");
    } else {
      ArrayNode items = answer.putArray("items");
      names.forEach(
          (hostname, zones) -> {
            ArrayNode list = items.addObject().put("hostname", hostname).putArray("zones");
            zones.forEach(zone -> list.addObject().put("name", zone));
          });
    }
    return answer.put("total", names.size());
  }
}
