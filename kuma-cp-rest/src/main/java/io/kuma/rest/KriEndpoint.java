package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.role.ResourceView;
import io.kuma.model.Kri;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.json.ResourceCodec;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Objects;

/**
 * {@code GET /_kri/{kri}}: a resource of any type by the identifier that is the same on every
 * control plane.
 */
@Path("/_kri/{kri}")
@Produces(MediaType.APPLICATION_JSON)
public class KriEndpoint {
  private final Desk desk;
  private final ResourceTypes types;
  private final ResourceCodec codec;
  private final ControlPlane controlPlane;

  KriEndpoint(Desk desk, ResourceTypes types, ResourceCodec codec, ControlPlane controlPlane) {
    this.desk = desk;
    this.types = types;
    this.codec = codec;
    this.controlPlane = controlPlane;
  }

  @GET
  public JsonNode get(@PathParam("kri") String text, @Context HttpServletRequest request) {
    Kri kri;
    try {
      kri = Kri.parse(text, types);
    } catch (IllegalArgumentException e) {
      throw new Refused(Problem.badRequest("bad request: " + e.getMessage()));
    }
    return find(desk.reads(request).view(), kri.type(), kri);
  }

  /** The section of the identifier names a part of the resource; the whole of it is the answer. */
  private <S extends Spec> JsonNode find(ResourceView view, ResourceType<S> type, Kri kri) {
    String mesh = type.scope() == Scope.MESH ? kri.mesh() : null;
    for (Resource<S> resource : view.list(type, mesh)) {
      if (isMeant(kri, resource)) {
        return codec.toTree(type, resource);
      }
    }
    throw new Refused(Problem.notFound(ResourceReads.GET_TITLE));
  }

  /** A resource that names no zone is known by the zone of the control plane that keeps it. */
  private boolean isMeant(Kri kri, Resource<?> resource) {
    Map<String, String> labels = resource.meta().labels();
    return resource.meta().displayName().equals(kri.name())
        && labels.getOrDefault(Labels.NAMESPACE, "").equals(kri.namespace())
        && Objects.equals(labels.getOrDefault(Labels.ZONE, controlPlane.zone()), kri.zone());
  }
}
