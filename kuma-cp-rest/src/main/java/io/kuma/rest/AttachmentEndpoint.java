package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.inspect.AttachmentView;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.StoredSnapshot;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Which policies hold for which part of a proxy (contract 2.8). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class AttachmentEndpoint {
  private final AttachmentView view;
  private final ResourceReader reader;
  private final ResourceReads reads;
  private final ResourceTypes types;

  AttachmentEndpoint(
      AttachmentView view, ResourceReader reader, ResourceReads reads, ResourceTypes types) {
    this.view = view;
    this.reader = reader;
    this.reads = reads;
    this.types = types;
  }

  @GET
  @Path("meshes/{mesh}/dataplanes/{name}/policies")
  public JsonNode policies(@PathParam("mesh") String mesh, @PathParam("name") String name) {
    MeshSnapshot snapshot = snapshot(mesh);
    Resource<Dataplane> dataplane =
        reads.find(types.get(Dataplane.class), mesh, name, "Could not retrieve Dataplane");
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
      @PathParam("name") String name) {
    ResourceType<?> type =
        types
            .findByPath(path)
            .filter(found -> found.scope() == Scope.MESH && found.inspectable())
            .orElseThrow(NotFoundException::new);
    MeshSnapshot snapshot = snapshot(mesh);
    return view.ofPolicy(
        snapshot, reads.find(type, mesh, name, "Could not retrieve a policy").key());
  }

  private MeshSnapshot snapshot(String mesh) {
    reads.checkMesh(mesh);
    return new StoredSnapshot(mesh, reader);
  }
}
