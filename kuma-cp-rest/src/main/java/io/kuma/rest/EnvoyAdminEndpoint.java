package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.access.Action;
import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.admin.EnvoyAdminFailure;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the Envoy of a proxy itself says (contract 2.8). */
@Path("/")
public class EnvoyAdminEndpoint {
  private static final String PROXY = "meshes/{mesh}/dataplanes/{name}/";

  private final EnvoyAdmin admin;
  private final Desk desk;
  private final ResourceTypes types;
  private final Access access;

  EnvoyAdminEndpoint(EnvoyAdmin admin, Desk desk, ResourceTypes types, Access access) {
    this.admin = admin;
    this.desk = desk;
    this.types = types;
    this.access = access;
  }

  /**
   * The configuration that it holds.
   *
   * @param endpoints {@code true} for the endpoints of clusters, too
   */
  @GET
  @Path(PROXY + "xds")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonNode xds(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @QueryParam("include_eds") @Nullable String endpoints) {
    access.check(access.caller(request), Action.VIEW_CONFIG_DUMP);
    boolean withEndpoints = QueryParameters.flag("include_eds", endpoints, false);
    Dataplane dataplane = find(mesh, name, request);
    return asked(() -> admin.configuration(dataplane, withEndpoints));
  }

  /**
   * What it has counted.
   *
   * @param usedOnly {@code false} for what has never changed, too
   * @param format {@code text} or {@code json}
   */
  @GET
  @Path(PROXY + "stats")
  public Response stats(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @QueryParam("usedonly") @Nullable String usedOnly,
      @QueryParam("format") @Nullable String format) {
    access.check(access.caller(request), Action.VIEW_STATS);
    boolean onlyUsed = QueryParameters.flag("usedonly", usedOnly, true);
    boolean json = QueryParameters.json(format);
    Dataplane dataplane = find(mesh, name, request);
    return answer(asked(() -> admin.statistics(dataplane, onlyUsed, json)), json);
  }

  /**
   * Its clusters.
   *
   * @param format {@code text} or {@code json}
   */
  @GET
  @Path(PROXY + "clusters")
  public Response clusters(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @QueryParam("format") @Nullable String format) {
    access.check(access.caller(request), Action.VIEW_CLUSTERS);
    boolean json = QueryParameters.json(format);
    Dataplane dataplane = find(mesh, name, request);
    return answer(asked(() -> admin.clusters(dataplane, json)), json);
  }

  private Dataplane find(String mesh, String name, HttpServletRequest request) {
    ResourceReads reads = desk.reads(request);
    ResourceType<Dataplane> type = types.get(Dataplane.class);
    reads.view().check(Verb.inspect, type, type.key(mesh, name));
    return reads.find(type, mesh, name, "Could not get dataplane resource").spec();
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (EnvoyAdminFailure e) {
      throw new Refused(
          new Problem(
              500, "Could not execute admin operation", String.valueOf(e.getMessage()), List.of()));
    }
  }

  private static Response answer(String text, boolean json) {
    return Response.ok(
            text,
            json ? MediaType.APPLICATION_JSON_TYPE : MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
        .build();
  }
}
