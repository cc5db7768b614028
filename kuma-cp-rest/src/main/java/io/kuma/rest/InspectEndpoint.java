package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.access.Action;
import io.kuma.core.inspect.Inspection;
import io.kuma.core.inspect.NoConfiguration;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.match.PolicyMatcher.Shadow;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Kri;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.resource.accessrole.AccessRole.Verb;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a proxy is told, and which policies it comes from (contract 2.8). */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class InspectEndpoint {
  private static final String PROXY = "meshes/{mesh}/dataplanes/{name}/";

  private final Inspection inspection;
  private final Desk desk;
  private final ResourceTypes types;
  private final ControlPlane controlPlane;
  private final Access access;

  InspectEndpoint(
      Inspection inspection,
      Desk desk,
      ResourceTypes types,
      ControlPlane controlPlane,
      Access access) {
    this.inspection = inspection;
    this.desk = desk;
    this.types = types;
    this.controlPlane = controlPlane;
    this.access = access;
  }

  @GET
  @Path(PROXY + "_rules")
  public JsonNode rules(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name) {
    Inspected proxy = proxy(request, mesh, name);
    return inspection.rules().of(proxy.mesh(), proxy.dataplane());
  }

  @GET
  @Path(PROXY + "rules")
  public JsonNode flatRules(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name) {
    Inspected proxy = proxy(request, mesh, name);
    return inspection.flatRules().of(proxy.mesh(), proxy.dataplane());
  }

  @GET
  @Path("meshes/{mesh}/meshgateways/{name}/_rules")
  public JsonNode rulesOfGateway(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name) {
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    ResourceType<MeshGateway> type = types.get(MeshGateway.class);
    MeshSnapshot snapshot = reads.view().behind(Verb.inspect, type, type.key(mesh, name));
    return inspection
        .rules()
        .ofGateway(snapshot, reads.find(type, mesh, name, "Could not retrieve MeshGateway"));
  }

  @GET
  @Path(PROXY + "_layout")
  public JsonNode layout(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name) {
    Inspected proxy = identified(request, mesh, name, "_layout");
    return inspection.layout().of(proxy.mesh(), proxy.dataplane());
  }

  @GET
  @Path(PROXY + "_policies")
  public JsonNode policies(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name) {
    Inspected proxy = identified(request, mesh, name, "_policies");
    return inspection.policies().ofProxy(proxy.mesh(), proxy.dataplane());
  }

  @GET
  @Path(PROXY + "_inbounds/{kri}/_policies")
  public JsonNode policiesOfInbound(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String inbound) {
    Inspected proxy = identified(request, mesh, name, "_inbounds");
    return inspection
        .policies()
        .ofInbound(proxy.mesh(), proxy.dataplane(), kri(inbound))
        .orElseThrow(() -> new Refused(Problem.notFound("Could not retrieve inbound")));
  }

  @GET
  @Path(PROXY + "_outbounds/{kri}/_policies")
  public JsonNode policiesOfOutbound(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String outbound) {
    Inspected proxy = identified(request, mesh, name, "_outbounds");
    return inspection.policies().ofOutbound(proxy.mesh(), proxy.dataplane(), kri(outbound));
  }

  @GET
  @Path(PROXY + "_outbounds/{kri}/_routes")
  public JsonNode routes(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String outbound) {
    Inspected proxy = identified(request, mesh, name, "_routes");
    return inspection.policies().routes(proxy.mesh(), proxy.dataplane(), kri(outbound));
  }

  @GET
  @Path(PROXY + "_outbounds/{kri}/_routes/{route}/_policies")
  public JsonNode policiesOfRoute(
      @Context HttpServletRequest request,
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @PathParam("kri") String outbound,
      @PathParam("route") String route) {
    Inspected proxy = identified(request, mesh, name, "_routes");
    return inspection
        .policies()
        .ofRoute(proxy.mesh(), proxy.dataplane(), kri(outbound), kri(route));
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
    Inspected proxy = proxy(request, mesh, name);
    try {
      return inspection
          .configurations()
          .of(
              proxy.mesh(),
              proxy.dataplane(),
              insight(proxy.reads(), mesh, name),
              withShadow ? Shadow.INCLUDED : Shadow.LEFT_OUT,
              !parts.isEmpty());
    } catch (NoConfiguration e) {
      throw new Refused(
          new Problem(500, "Failed building response", String.valueOf(e.getMessage()), List.of()));
    }
  }

  /** Has what the proxy said of itself, without which nobody knows what it is told. */
  private DataplaneInsight insight(ResourceReads reads, String mesh, String name) {
    return reads
        .find(types.get(DataplaneInsight.class), mesh, name, "Failed to fetch dataplane insight")
        .spec();
  }

  /** A proxy that the caller may inspect, and the mesh that makes it what it is. */
  private record Inspected(ResourceReads reads, MeshSnapshot mesh, Resource<Dataplane> dataplane) {}

  private Inspected proxy(HttpServletRequest request, String mesh, String name) {
    return proxy(request, mesh, name, snapshot -> {});
  }

  /** In a mesh where every destination is a real resource, and so has an identifier. */
  private Inspected identified(
      HttpServletRequest request, String mesh, String name, String endpoint) {
    return proxy(
        request,
        mesh,
        name,
        snapshot -> {
          if (snapshot.settings().meshServicesMode() != Mode.Exclusive) {
            throw new Refused(
                Problem.badRequest(
                    "bad request: can't use %s endpoint without meshService enabled"
                        .formatted(endpoint)));
          }
        });
  }

  private Inspected proxy(
      HttpServletRequest request, String mesh, String name, Consumer<MeshSnapshot> check) {
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    ResourceType<Dataplane> type = types.get(Dataplane.class);
    MeshSnapshot snapshot = reads.view().behind(Verb.inspect, type, type.key(mesh, name));
    check.accept(snapshot);
    return new Inspected(
        reads, snapshot, reads.find(type, mesh, name, "Could not retrieve Dataplane"));
  }

  private Kri kri(String text) {
    try {
      return Kri.parse(text, types);
    } catch (IllegalArgumentException e) {
      throw new Refused(Problem.badRequest("bad request: " + e.getMessage()));
    }
  }
}
