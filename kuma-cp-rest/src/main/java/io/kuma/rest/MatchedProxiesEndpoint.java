package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.resource.dataplane.Dataplane;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code …/_resources/dataplanes}: the proxies that a policy or a service selects. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class MatchedProxiesEndpoint {
  private final Desk desk;
  private final ResourceTypes types;

  MatchedProxiesEndpoint(Desk desk, ResourceTypes types) {
    this.desk = desk;
    this.types = types;
  }

  /** The same of a service, by another path of the contract. */
  @GET
  @Path("meshes/{mesh}/meshservices/{name}/_dataplanes")
  public JsonNode dataplanesOfService(
      @PathParam("mesh") String mesh,
      @PathParam("name") String name,
      @QueryParam("name") @Nullable String namePart,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    return dataplanes(mesh, "meshservices", name, namePart, uri, request);
  }

  @GET
  @Path("meshes/{mesh}/{path}/{name}/_resources/dataplanes")
  public JsonNode dataplanes(
      @PathParam("mesh") String mesh,
      @PathParam("path") String path,
      @PathParam("name") String name,
      @QueryParam("name") @Nullable String namePart,
      @Context UriInfo uri,
      @Context HttpServletRequest request) {
    ResourceType<?> type =
        types
            .findByPath(path)
            .filter(found -> found.scope() == Scope.MESH && !found.adminOnly())
            .orElseThrow(NotFoundException::new);
    ResourceReads reads = desk.reads(request);
    reads.checkMesh(mesh);
    MatchedProxies matched = new MatchedProxies(reads.view());
    ObjectNode page =
        reads.page(
            matched.list(mesh, selector(reads, matched, type, mesh, name), orEmpty(namePart)), uri);
    if (page.path("next").isNull()) {
      page.remove("next");
    }
    return page;
  }

  private static <S extends Spec> Predicate<Resource<Dataplane>> selector(
      ResourceReads reads, MatchedProxies matched, ResourceType<S> type, String mesh, String name) {
    Resource<S> resource = reads.find(type, mesh, name, "Could not retrieve policy");
    return matched.selector(type, resource).orElseThrow(NotFoundException::new);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
