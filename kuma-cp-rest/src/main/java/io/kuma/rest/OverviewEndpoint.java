package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceType;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import jakarta.servlet.http.HttpServletRequest;
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
  private final Desk desk;

  OverviewEndpoint(Overviews overviews, Desk desk) {
    this.overviews = overviews;
    this.desk = desk;
  }

  @GET
  @Path("meshes/{mesh}/{path}" + CURRENT)
  public JsonNode list(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return list(typeOf(path, Scope.MESH), mesh, path + CURRENT, uri, request);
  }

  @GET
  @Path("{path}" + CURRENT)
  public JsonNode listAll(
      @PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request) {
    return list(typeOf(path), null, path + CURRENT, uri, request);
  }

  @GET
  @Path("meshes/{mesh}/{path}/{name}" + CURRENT)
  public JsonNode get(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    return one(typeOf(path, Scope.MESH), mesh, name, request);
  }

  @GET
  @Path("{path}/{name}" + CURRENT)
  public JsonNode getGlobal(
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    return one(typeOf(path, Scope.GLOBAL), "", name, request);
  }

  @GET
  @Path("meshes/{mesh}/" + OLD)
  public JsonNode listOld(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return list(typeOf(path, Scope.MESH), mesh, path, uri, request);
  }

  @GET
  @Path(OLD)
  public JsonNode listAllOld(
      @PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request) {
    return list(typeOf(path), null, path, uri, request);
  }

  @GET
  @Path("meshes/{mesh}/" + OLD + "/{name}")
  public JsonNode getOld(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    return one(typeOf(path, Scope.MESH), mesh, name, request);
  }

  @GET
  @Path(OLD + "/{name}")
  public JsonNode getGlobalOld(
      @PathParam("path") String path,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    return one(typeOf(path, Scope.GLOBAL), "", name, request);
  }

  private <S extends Spec> JsonNode list(
      ResourceType<S> type,
      @Nullable String mesh,
      String route,
      UriInfo uri,
      HttpServletRequest request) {
    ResourceReads reads = desk.reads(request);
    return reads.list(
        type, mesh, uri, route, resource -> overviews.item(reads.view(), type, resource));
  }

  private <S extends Spec> JsonNode one(
      ResourceType<S> type, String mesh, String name, HttpServletRequest request) {
    ResourceReads reads = desk.reads(request);
    if (type.scope() == Scope.MESH) {
      reads.checkMesh(mesh);
    }
    return overviews.single(reads.view(), type, reads.find(type, mesh, name));
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
