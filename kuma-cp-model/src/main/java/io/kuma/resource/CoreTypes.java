package io.kuma.resource;

import io.kuma.model.ResourceType;
import io.kuma.model.Validator;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.DataplaneValidator;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.MeshValidator;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshhttproute.MeshHttpRouteValidator;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import io.kuma.resource.meshtcproute.MeshTcpRouteValidator;
import io.kuma.resource.secret.Secret;
import io.kuma.resource.trafficroute.TrafficRoute;
import io.kuma.resource.trafficroute.TrafficRouteValidator;
import io.kuma.resource.virtualoutbound.VirtualOutbound;
import io.kuma.resource.virtualoutbound.VirtualOutboundValidator;
import java.util.List;

/** The types that every control plane has. A new one is a package and a line here. */
public final class CoreTypes {
  public static final ResourceType<Dataplane> DATAPLANE =
      ResourceType.of(Dataplane.class, new DataplaneValidator());
  public static final ResourceType<DataplaneInsight> DATAPLANE_INSIGHT =
      ResourceType.of(DataplaneInsight.class, Validator.none());
  public static final ResourceType<GlobalSecret> GLOBAL_SECRET =
      ResourceType.of(GlobalSecret.class, Validator.none());
  public static final ResourceType<Mesh> MESH = ResourceType.of(Mesh.class, new MeshValidator());
  public static final ResourceType<MeshHttpRoute> MESH_HTTP_ROUTE =
      ResourceType.of(MeshHttpRoute.class, new MeshHttpRouteValidator());
  public static final ResourceType<MeshTcpRoute> MESH_TCP_ROUTE =
      ResourceType.of(MeshTcpRoute.class, new MeshTcpRouteValidator());
  public static final ResourceType<Secret> SECRET = ResourceType.of(Secret.class, Validator.none());
  public static final ResourceType<TrafficRoute> TRAFFIC_ROUTE =
      ResourceType.of(TrafficRoute.class, new TrafficRouteValidator());
  public static final ResourceType<VirtualOutbound> VIRTUAL_OUTBOUND =
      ResourceType.of(VirtualOutbound.class, new VirtualOutboundValidator());

  /** Sorted by name. */
  public static final List<ResourceType<?>> ALL =
      List.of(
          DATAPLANE,
          DATAPLANE_INSIGHT,
          GLOBAL_SECRET,
          MESH,
          MESH_HTTP_ROUTE,
          MESH_TCP_ROUTE,
          SECRET,
          TRAFFIC_ROUTE,
          VIRTUAL_OUTBOUND);

  private CoreTypes() {}
}
