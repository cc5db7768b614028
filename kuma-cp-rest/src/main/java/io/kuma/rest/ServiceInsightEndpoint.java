package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.ResourceCodec;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Services of one mesh or of all, as {@link ServiceInsights} shows them. Lists take {@code name}, a
 * part of the name, and {@code type}, a comma-separated list of types.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class ServiceInsightEndpoint {
  private static final String PATH = "service-insights";
  private static final Set<String> SERVICE_TYPES =
      Set.of(ServiceInsights.INTERNAL, "external", "gateway_builtin", "gateway_delegated");

  private final Desk desk;
  private final ResourceTypes types;
  private final ResourceCodec codec;

  ServiceInsightEndpoint(Desk desk, ResourceTypes types, ResourceCodec codec) {
    this.desk = desk;
    this.types = types;
    this.codec = codec;
  }

  @GET
  @Path(PATH)
  public JsonNode listAll(
      @QueryParam("name") @Nullable String name,
      @QueryParam("type") @Nullable String wantedTypes,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return listOf(desk.reads(request), null, name, wantedTypes, uri);
  }

  @GET
  @Path("meshes/{mesh}/" + PATH)
  public JsonNode list(
      @PathParam("mesh") String mesh,
      @QueryParam("name") @Nullable String name,
      @QueryParam("type") @Nullable String wantedTypes,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    return listOf(reads, mesh, name, wantedTypes, uri);
  }

  @GET
  @Path("meshes/{mesh}/" + PATH + "/{service}")
  public JsonNode get(
      @PathParam("mesh") String mesh,
      @PathParam("service") String service,
      @Context HttpServletRequest request) {
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    return insights(reads)
        .find(type(), mesh, service)
        .orElseThrow(() -> new Refused(Problem.notFound(ResourceReads.GET_TITLE)));
  }

  private JsonNode listOf(
      ResourceReads reads,
      @Nullable String mesh,
      @Nullable String name,
      @Nullable String wantedTypes,
      UriInfo uri) {
    String part = name == null ? "" : name;
    List<String> wanted = serviceTypes(wantedTypes);
    List<ObjectNode> items =
        insights(reads)
            .list(
                type(),
                mesh,
                (service, observed) ->
                    service.contains(part)
                        && (wanted.isEmpty() || wanted.contains(ServiceInsights.typeOf(observed))));
    return reads.page(items, uri);
  }

  private ServiceInsights insights(ResourceReads reads) {
    return new ServiceInsights(reads.view(), codec);
  }

  private static List<String> serviceTypes(@Nullable String commaSeparated) {
    if (commaSeparated == null || commaSeparated.isEmpty()) {
      return List.of();
    }
    List<String> wanted =
        Arrays.stream(commaSeparated.split(",", -1))
            .map(type -> type.strip().toLowerCase(Locale.ROOT))
            .toList();
    if (!SERVICE_TYPES.containsAll(wanted)) {
      throw new Refused(Problem.badRequest("bad request: unsupported service type"));
    }
    return wanted;
  }

  private ResourceType<?> type() {
    return types.findByName(ServiceInsights.TYPE).orElseThrow(NotFoundException::new);
  }
}
