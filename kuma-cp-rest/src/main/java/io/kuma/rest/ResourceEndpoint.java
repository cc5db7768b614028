package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes of every type, by one pair of routes for each scope (contract 2.4):
 *
 * <pre>
 * /meshes/{mesh}/{path}[/{name}]   types of mesh scope
 * /{path}[/{name}]                 types of global scope; the list also for types of mesh scope, across meshes
 * </pre>
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class ResourceEndpoint {
  private final ResourceTypes types;
  private final ResourceReads reads;
  private final ResourceWrites writes;
  private final DryRun dryRuns;
  private final Access access;
  private final Audit rehearsed;

  ResourceEndpoint(
      ResourceTypes types,
      ResourceReads reads,
      ResourceWrites writes,
      DryRun dryRuns,
      Access access,
      Audit rehearsed) {
    this.types = types;
    this.reads = reads;
    this.writes = writes;
    this.dryRuns = dryRuns;
    this.access = access;
    this.rehearsed = rehearsed;
  }

  @GET
  @Path("meshes/{mesh}/{path}/{name}")
  public JsonNode get(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("format") @Nullable String format,
      @QueryParam("namespace") @Nullable String namespace,
      @Context HttpServletRequest request) {
    ResourceType<?> type = readable(path, Scope.MESH, request);
    reads.checkMesh(mesh);
    return reads.one(type, mesh, name, format, namespace);
  }

  @GET
  @Path("{path}/{name}")
  public JsonNode getGlobal(
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("format") @Nullable String format,
      @QueryParam("namespace") @Nullable String namespace,
      @Context HttpServletRequest request) {
    return reads.one(readable(path, Scope.GLOBAL, request), "", name, format, namespace);
  }

  @GET
  @Path("meshes/{mesh}/{path}")
  public JsonNode list(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return reads.list(readable(path, Scope.MESH, request), mesh, uri);
  }

  @GET
  @Path("{path}")
  public JsonNode listAll(
      @PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request) {
    ResourceType<?> type = types.findByPath(path).orElseThrow(NotFoundException::new);
    access.checkType(access.caller(request), type);
    return reads.list(type, null, uri);
  }

  @PUT
  @Path("meshes/{mesh}/{path}/{name}")
  public Response put(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("dry-run") @Nullable String dryRun,
      byte[] body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request) {
    return put(typeOf(path, Scope.MESH), mesh, name, dryRun, body, uri, headers, request);
  }

  @PUT
  @Path("{path}/{name}")
  public Response putGlobal(
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("dry-run") @Nullable String dryRun,
      byte[] body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request) {
    return put(typeOf(path, Scope.GLOBAL), "", name, dryRun, body, uri, headers, request);
  }

  private Response put(
      ResourceType<?> type,
      String mesh,
      String name,
      @Nullable String dryRun,
      byte[] body,
      UriInfo uri,
      HttpHeaders headers,
      HttpServletRequest request) {
    JsonBody json = JsonBody.of(body, headers);
    Caller caller = access.caller(request);
    return QueryParameters.flag("dry-run", dryRun, false)
        ? dryRuns.of(
            type,
            mesh,
            name,
            uri,
            rehearsal ->
                writes.to(rehearsal.manager(), rehearsed).put(type, mesh, name, json, caller))
        : writes.put(type, mesh, name, json, caller);
  }

  @DELETE
  @Path("meshes/{mesh}/{path}/{name}")
  public Response delete(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("dry-run") @Nullable String dryRun,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return delete(typeOf(path, Scope.MESH), mesh, name, dryRun, uri, request);
  }

  @DELETE
  @Path("{path}/{name}")
  public Response deleteGlobal(
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("dry-run") @Nullable String dryRun,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return delete(typeOf(path, Scope.GLOBAL), "", name, dryRun, uri, request);
  }

  private Response delete(
      ResourceType<?> type,
      String mesh,
      String name,
      @Nullable String dryRun,
      UriInfo uri,
      HttpServletRequest request) {
    Caller caller = access.caller(request);
    return QueryParameters.flag("dry-run", dryRun, false)
        ? dryRuns.of(
            type,
            mesh,
            name,
            uri,
            rehearsal -> writes.to(rehearsal.manager(), rehearsed).delete(type, mesh, name, caller))
        : writes.delete(type, mesh, name, caller);
  }

  private ResourceType<?> readable(String path, Scope scope, HttpServletRequest request) {
    ResourceType<?> type = typeOf(path, scope);
    access.checkType(access.caller(request), type);
    return type;
  }

  private ResourceType<?> typeOf(String path, Scope scope) {
    return types
        .findByPath(path)
        .filter(type -> type.scope() == scope)
        .orElseThrow(NotFoundException::new);
  }
}
