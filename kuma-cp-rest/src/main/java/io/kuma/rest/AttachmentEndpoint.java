package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.inspect.AttachmentView;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Which policies hold for which part of a proxy (contract 2.8). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class AttachmentEndpoint {
  private final AttachmentView view;
  private final Desk desk;
  private final ResourceTypes types;

  AttachmentEndpoint(AttachmentView view, Desk desk, ResourceTypes types) {
    this.view = view;
    this.desk = desk;
    this.types = types;
  }

  @GET
  @Path("meshes/{mesh}/dataplanes/{name}/policies")
  public JsonNode policies(
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    ResourceType<Dataplane> type = types.get(Dataplane.class);
    MeshSnapshot snapshot = reads.view().behind(Verb.inspect, type, type.key(mesh, name));
    Resource<Dataplane> dataplane = reads.find(type, mesh, name, "Could not retrieve Dataplane");
    if (dataplane.spec().isBuiltinGateway()) {
      throw new Refused(
          new Problem(
              501,
              "Not implemented",
              "what builtin gateways are told is not known yet",
              List.of()));
    }
    return view.ofProxy(snapshot, dataplane);
  }

  @GET
  @Path("meshes/{mesh}/{path}/{name}/dataplanes")
  public JsonNode dataplanes(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    ResourceType<?> type =
        types
            .findByPath(path)
            .filter(found -> found.scope() == Scope.MESH && found.inspectable())
            .orElseThrow(NotFoundException::new);
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    // The answer tells of parts of any proxy in the mesh.
    reads.view().checkAll(Verb.inspect, types.get(Dataplane.class), mesh);
    MeshSnapshot snapshot = reads.view().behind(Verb.read, type, type.key(mesh, name));
    return view.ofPolicy(
        snapshot, reads.find(type, mesh, name, "Could not retrieve a policy").key());
  }
}
