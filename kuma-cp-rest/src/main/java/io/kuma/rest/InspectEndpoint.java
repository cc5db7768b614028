package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.access.Action;
import io.kuma.core.inspect.Inspection;
import io.kuma.core.inspect.NoConfiguration;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.StoredSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import io.kuma.resource.meshgateway.MeshGateway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a proxy is told, and which policies it comes from (contract 2.8). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class InspectEndpoint {
  private static final String PROXY = "meshes/{mesh}/dataplanes/{name}/";

  private final Inspection inspection;
  private final ResourceManager manager;
  private final ResourceReads reads;
  private final ResourceTypes types;
  private final ControlPlane controlPlane;
  private final Access access;

  InspectEndpoint(
      Inspection inspection,
      ResourceManager manager,
      ResourceReads reads,
      ResourceTypes types,
      ControlPlane controlPlane,
      Access access) {
    this.inspection = inspection;
    this.manager = manager;
    this.reads = reads;
    this.types = types;
    this.controlPlane = controlPlane;
    this.access = access;
  }

  @GET
  @Path(PROXY + "_rules")
  public JsonNode rules(@PathParam("mesh") String mesh, @PathParam("name") String name) {
    return inspection.rules().of(snapshot(mesh), proxy(mesh, name));
  }

  @GET
  @Path(PROXY + "rules")
  public JsonNode flatRules(@PathParam("mesh") String mesh, @PathParam("name") String name) {
    return inspection.flatRules().of(snapshot(mesh), proxy(mesh, name));
  }

  @GET
  @Path("meshes/{mesh}/meshgateways/{name}/_rules")
  public JsonNode rulesOfGateway(@PathParam("mesh") String mesh, @PathParam("name") String name) {
    MeshSnapshot snapshot = snapshot(mesh);
    return inspection
        .rules()
        .ofGateway(
            snapshot,
            reads.find(types.get(MeshGateway.class), mesh, name, "Could not retrieve MeshGateway"));
  }

  @GET
  @Path(PROXY + "_layout")
  public JsonNode layout(@PathParam("mesh") String mesh, @PathParam("name") String name) {
    return inspection.layout().of(identified(mesh, "_layout"), proxy(mesh, name));
  }

  @GET
  @Path(PROXY + "_policies")
  public JsonNode policies(@PathParam("mesh") String mesh, @PathParam("name") String name) {
    return inspection.policies().ofProxy(identified(mesh, "_policies"), proxy(mesh, name));
  }

  @GET
  @Path(PROXY + "_inbounds/{kri}/_policies")
  public JsonNode policiesOfInbound(
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String inbound) {
    return inspection
        .policies()
        .ofInbound(identified(mesh, "_inbounds"), proxy(mesh, name), kri(inbound))
        .orElseThrow(() -> new Refused(Problem.notFound("Could not retrieve inbound")));
  }

  @GET
  @Path(PROXY + "_outbounds/{kri}/_policies")
  public JsonNode policiesOfOutbound(
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String outbound) {
    return inspection
        .policies()
        .ofOutbound(identified(mesh, "_outbounds"), proxy(mesh, name), kri(outbound));
  }

  @GET
  @Path(PROXY + "_outbounds/{kri}/_routes")
  public JsonNode routes(
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String outbound) {
    return inspection
        .policies()
        .routes(identified(mesh, "_routes"), proxy(mesh, name), kri(outbound));
  }

  @GET
  @Path(PROXY + "_outbounds/{kri}/_routes/{route}/_policies")
  public JsonNode policiesOfRoute(
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String outbound,
      @PathParam("route") String route) {
    return inspection
        .policies()
        .ofRoute(identified(mesh, "_routes"), proxy(mesh, name), kri(outbound), kri(route));
  }

  /**
   * The configuration itself.
   *
   * @param shadow {@code true} if shadow policies count
   * @param include {@code diff} to tell what they change
   */
  @GET
  @Path(PROXY + "_config")
  public JsonNode configuration(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @QueryParam("shadow") @Nullable String shadow,
      @QueryParam("include") @Nullable List<String> include) {
    access.check(access.caller(request), Action.VIEW_CONFIG_DUMP);
    if (controlPlane.mode() == ControlPlane.Mode.GLOBAL) {
      throw new NotAllowedException(Response.status(Response.Status.METHOD_NOT_ALLOWED).build());
    }
    boolean withShadow = QueryParameters.flag("shadow", shadow, false);
    List<String> parts = include == null ? List.of() : include;
    if (!parts.stream().allMatch("diff"::equals)) {
      throw QueryParameters.unsupported("include");
    }
    MeshSnapshot snapshot = snapshot(mesh);
    try {
      return inspection
          .configurations()
          .of(
              snapshot,
              proxy(mesh, name),
              insight(mesh, name),
              withShadow ? Shadow.INCLUDED : Shadow.LEFT_OUT,
              !parts.isEmpty());
    } catch (NoConfiguration e) {
      throw new Refused(
          new Problem(500, "Failed building response", String.valueOf(e.getMessage()), List.of()));
    }
  }

  /** Has what the proxy said of itself, without which nobody knows what it is told. */
  private DataplaneInsight insight(String mesh, String name) {
    return reads
        .find(types.get(DataplaneInsight.class), mesh, name, "Failed to fetch dataplane insight")
        .spec();
  }

  private MeshSnapshot snapshot(String mesh) {
    reads.checkMesh(mesh);
    return new StoredSnapshot(mesh, manager);
  }

  /** A mesh where every destination is a real resource, and so has an identifier. */
  private MeshSnapshot identified(String mesh, String endpoint) {
    MeshSnapshot snapshot = snapshot(mesh);
    if (snapshot.settings().meshServicesMode() != Mode.Exclusive) {
      throw new Refused(
          Problem.badRequest(
              "bad request: can't use %s endpoint without meshService enabled"
                  .formatted(endpoint)));
    }
    return snapshot;
  }

  private Resource<Dataplane> proxy(String mesh, String name) {
    return reads.find(types.get(Dataplane.class), mesh, name, "Could not retrieve Dataplane");
  }

  private Kri kri(String text) {
    try {
      return Kri.parse(text, types);
    } catch (IllegalArgumentException e) {
      throw new Refused(Problem.badRequest("bad request: " + e.getMessage()));
    }
  }
}
