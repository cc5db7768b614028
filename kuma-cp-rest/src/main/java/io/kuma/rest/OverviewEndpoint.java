package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * Proxies and zones with what was observed of them (contract 2.6), at the paths of today and those
 * of before:
 *
 * <pre>
 * /meshes/{mesh}/{path}[/{name}]/_overview, /{path}[/{name}]/_overview
 * /meshes/{mesh}/dataplanes+insights[/{name}], /dataplanes+insights, /zones+insights[/{name}], …
 * </pre>
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewEndpoint {
  private static final String CURRENT = "/_overview";
  private static final String OLD =
      "{path: dataplanes\\+insights|zones\\+insights|zoneingresses\\+insights|zoneegressoverviews}";

  private final Overviews overviews;
  private final ResourceReads reads;

  OverviewEndpoint(Overviews overviews, ResourceReads reads) {
    this.overviews = overviews;
    this.reads = reads;
  }

  @GET
  @Path("meshes/{mesh}/{path}" + CURRENT)
  public JsonNode list(
      @PathParam("mesh") String mesh, @PathParam("path") String path, @Context UriInfo uri) {
    return list(typeOf(path, Scope.MESH), mesh, path + CURRENT, uri);
  }

  @GET
  @Path("{path}" + CURRENT)
  public JsonNode listAll(@PathParam("path") String path, @Context UriInfo uri) {
    return list(typeOf(path), null, path + CURRENT, uri);
  }

  @GET
  @Path("meshes/{mesh}/{path}/{name}" + CURRENT)
  public JsonNode get(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name) {
    return one(typeOf(path, Scope.MESH), mesh, name);
  }

  @GET
  @Path("{path}/{name}" + CURRENT)
  public JsonNode getGlobal(@PathParam("path") String path, @PathParam("name") String name) {
    return one(typeOf(path, Scope.GLOBAL), "", name);
  }

  @GET
  @Path("meshes/{mesh}/" + OLD)
  public JsonNode listOld(
      @PathParam("mesh") String mesh, @PathParam("path") String path, @Context UriInfo uri) {
    return list(typeOf(path, Scope.MESH), mesh, path, uri);
  }

  @GET
  @Path(OLD)
  public JsonNode listAllOld(@PathParam("path") String path, @Context UriInfo uri) {
    return list(typeOf(path), null, path, uri);
  }

  @GET
  @Path("meshes/{mesh}/" + OLD + "/{name}")
  public JsonNode getOld(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name) {
    return one(typeOf(path, Scope.MESH), mesh, name);
  }

  @GET
  @Path(OLD + "/{name}")
  public JsonNode getGlobalOld(@PathParam("path") String path, @PathParam("name") String name) {
    return one(typeOf(path, Scope.GLOBAL), "", name);
  }

  private <S extends Spec> JsonNode list(
      ResourceType<S> type, @Nullable String mesh, String route, UriInfo uri) {
    return reads.list(type, mesh, uri, route, resource -> overviews.item(type, resource));
  }

  private <S extends Spec> JsonNode one(ResourceType<S> type, String mesh, String name) {
    if (type.scope() == Scope.MESH) {
      reads.checkMesh(mesh);
    }
    return overviews.single(type, reads.find(type, mesh, name));
  }

  private ResourceType<?> typeOf(String path, Scope scope) {
    ResourceType<?> type = typeOf(path);
    if (type.scope() != scope) {
      throw new NotFoundException();
    }
    return type;
  }

  private ResourceType<?> typeOf(String path) {
    return overviews.findType(path).orElseThrow(NotFoundException::new);
  }
}
