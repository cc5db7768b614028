package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.role.ResourceView;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.resource.accessrole.AccessRole.Verb;
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
  private final Desk desk;
  private final ResourceWrites.Rules rules;
  private final DryRun dryRuns;
  private final Audit audit;
  private final Audit rehearsed;

  /**
   * @param rehearsed keeps no account
   */
  ResourceEndpoint(
      ResourceTypes types,
      Desk desk,
      ResourceWrites.Rules rules,
      DryRun dryRuns,
      Audit audit,
      Audit rehearsed) {
    this.types = types;
    this.desk = desk;
    this.rules = rules;
    this.dryRuns = dryRuns;
    this.audit = audit;
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
    ResourceType<?> type = typeOf(path, Scope.MESH);
    ResourceReads reads = desk.reads(request);
    reads.view().check(Verb.read, type, type.key(mesh, name));
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
    ResourceType<?> type = typeOf(path, Scope.GLOBAL);
    ResourceReads reads = desk.reads(request);
    reads.view().check(Verb.read, type, type.key("", name));
    return reads.one(type, "", name, format, namespace);
  }

  @GET
  @Path("meshes/{mesh}/{path}")
  public JsonNode list(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    ResourceType<?> type = typeOf(path, Scope.MESH);
    ResourceReads reads = desk.reads(request);
    reads.view().checkAny(Verb.read, type, mesh);
    return reads.list(type, mesh, uri);
  }

  @GET
  @Path("{path}")
  public JsonNode listAll(
      @PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request) {
    ResourceType<?> type = types.findByPath(path).orElseThrow(NotFoundException::new);
    ResourceReads reads = desk.reads(request);
    reads.view().checkAny(Verb.read, type, null);
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
    Caller caller = desk.caller(request);
    ResourceReads reads = desk.reads(caller);
    return QueryParameters.flag("dry-run", dryRun, false)
        ? dryRuns.of(
            type,
            mesh,
            name,
            uri,
            reads,
            stage -> writes(stage, reads, caller, rehearsed).put(type, mesh, name, json))
        : writes(reads.view(), reads, caller, audit).put(type, mesh, name, json);
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
    Caller caller = desk.caller(request);
    ResourceReads reads = desk.reads(caller);
    return QueryParameters.flag("dry-run", dryRun, false)
        ? dryRuns.of(
            type,
            mesh,
            name,
            uri,
            reads,
            stage -> writes(stage, reads, caller, rehearsed).delete(type, mesh, name))
        : writes(reads.view(), reads, caller, audit).delete(type, mesh, name);
  }

  private ResourceWrites writes(
      ResourceView to, ResourceReads reads, Caller caller, Audit account) {
    return new ResourceWrites(to, reads, rules, caller, account);
  }

  private ResourceType<?> typeOf(String path, Scope scope) {
    return types
        .findByPath(path)
        .filter(type -> type.scope() == scope)
        .orElseThrow(NotFoundException::new);
  }
}
