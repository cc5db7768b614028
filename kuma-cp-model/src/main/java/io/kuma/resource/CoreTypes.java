package io.kuma.resource;

import io.kuma.model.ResourceType;
import io.kuma.model.Validator;
import io.kuma.resource.accessrole.AccessRole;
import io.kuma.resource.accessrole.AccessRoleValidator;
import io.kuma.resource.accessrolebinding.AccessRoleBinding;
import io.kuma.resource.config.Config;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.DataplaneValidator;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.externalservice.ExternalService;
import io.kuma.resource.externalservice.ExternalServiceValidator;
import io.kuma.resource.globalsecret.GlobalSecret;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGeneratorValidator;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.MeshValidator;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshexternalservice.MeshExternalServiceValidator;
import io.kuma.resource.meshgateway.MeshGateway;
import io.kuma.resource.meshgateway.MeshGatewayValidator;
import io.kuma.resource.meshgatewayroute.MeshGatewayRoute;
import io.kuma.resource.meshgatewayroute.MeshGatewayRouteValidator;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshhttproute.MeshHttpRouteValidator;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshidentity.MeshIdentityValidator;
import io.kuma.resource.meshinsight.MeshInsight;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneServiceValidator;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackendValidator;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceValidator;
import io.kuma.resource.meshtcproute.MeshTcpRoute;
import io.kuma.resource.meshtcproute.MeshTcpRouteValidator;
import io.kuma.resource.meshtrust.MeshTrust;
import io.kuma.resource.meshtrust.MeshTrustValidator;
import io.kuma.resource.meshzoneaddress.MeshZoneAddress;
import io.kuma.resource.secret.Secret;
import io.kuma.resource.serviceinsight.ServiceInsight;
import io.kuma.resource.trafficroute.TrafficRoute;
import io.kuma.resource.trafficroute.TrafficRouteValidator;
import io.kuma.resource.virtualoutbound.VirtualOutbound;
import io.kuma.resource.virtualoutbound.VirtualOutboundValidator;
import io.kuma.resource.workload.Workload;
import io.kuma.resource.workload.WorkloadValidator;
import io.kuma.resource.zone.Zone;
import io.kuma.resource.zoneegress.ZoneEgress;
import io.kuma.resource.zoneegress.ZoneEgressValidator;
import io.kuma.resource.zoneegressinsight.ZoneEgressInsight;
import io.kuma.resource.zoneingress.ZoneIngress;
import io.kuma.resource.zoneingress.ZoneIngressValidator;
import io.kuma.resource.zoneingressinsight.ZoneIngressInsight;
import io.kuma.resource.zoneinsight.ZoneInsight;
import java.util.List;

/** The types that every control plane has. A new one is a package and a line here. */
public final class CoreTypes {
  public static final ResourceType<AccessRole> ACCESS_ROLE =
      ResourceType.of(AccessRole.class, new AccessRoleValidator());
  public static final ResourceType<AccessRoleBinding> ACCESS_ROLE_BINDING =
      ResourceType.of(AccessRoleBinding.class, Validator.none());
  public static final ResourceType<Config> CONFIG = ResourceType.of(Config.class, Validator.none());
  public static final ResourceType<Dataplane> DATAPLANE =
      ResourceType.of(Dataplane.class, new DataplaneValidator());
  public static final ResourceType<DataplaneInsight> DATAPLANE_INSIGHT =
      ResourceType.of(DataplaneInsight.class, Validator.none());
  public static final ResourceType<ExternalService> EXTERNAL_SERVICE =
      ResourceType.of(ExternalService.class, new ExternalServiceValidator());
  public static final ResourceType<GlobalSecret> GLOBAL_SECRET =
      ResourceType.of(GlobalSecret.class, Validator.none());
  public static final ResourceType<HostnameGenerator> HOSTNAME_GENERATOR =
      ResourceType.of(HostnameGenerator.class, new HostnameGeneratorValidator());
  public static final ResourceType<Mesh> MESH = ResourceType.of(Mesh.class, new MeshValidator());
  public static final ResourceType<MeshExternalService> MESH_EXTERNAL_SERVICE =
      ResourceType.of(MeshExternalService.class, new MeshExternalServiceValidator());
  public static final ResourceType<MeshGateway> MESH_GATEWAY =
      ResourceType.of(MeshGateway.class, new MeshGatewayValidator());
  public static final ResourceType<MeshGatewayRoute> MESH_GATEWAY_ROUTE =
      ResourceType.of(MeshGatewayRoute.class, new MeshGatewayRouteValidator());
  public static final ResourceType<MeshHttpRoute> MESH_HTTP_ROUTE =
      ResourceType.of(MeshHttpRoute.class, new MeshHttpRouteValidator());
  public static final ResourceType<MeshIdentity> MESH_IDENTITY =
      ResourceType.of(MeshIdentity.class, new MeshIdentityValidator());
  public static final ResourceType<MeshInsight> MESH_INSIGHT =
      ResourceType.of(MeshInsight.class, Validator.none());
  public static final ResourceType<MeshMultiZoneService> MESH_MULTI_ZONE_SERVICE =
      ResourceType.of(MeshMultiZoneService.class, new MeshMultiZoneServiceValidator());
  public static final ResourceType<MeshOpenTelemetryBackend> MESH_OPEN_TELEMETRY_BACKEND =
      ResourceType.of(MeshOpenTelemetryBackend.class, new MeshOpenTelemetryBackendValidator());
  public static final ResourceType<MeshService> MESH_SERVICE =
      ResourceType.of(MeshService.class, new MeshServiceValidator());
  public static final ResourceType<MeshTcpRoute> MESH_TCP_ROUTE =
      ResourceType.of(MeshTcpRoute.class, new MeshTcpRouteValidator());
  public static final ResourceType<MeshTrust> MESH_TRUST =
      ResourceType.of(MeshTrust.class, new MeshTrustValidator());
  public static final ResourceType<MeshZoneAddress> MESH_ZONE_ADDRESS =
      ResourceType.of(MeshZoneAddress.class, Validator.none());
  public static final ResourceType<Secret> SECRET = ResourceType.of(Secret.class, Validator.none());
  public static final ResourceType<ServiceInsight> SERVICE_INSIGHT =
      ResourceType.of(ServiceInsight.class, Validator.none());
  public static final ResourceType<TrafficRoute> TRAFFIC_ROUTE =
      ResourceType.of(TrafficRoute.class, new TrafficRouteValidator());
  public static final ResourceType<VirtualOutbound> VIRTUAL_OUTBOUND =
      ResourceType.of(VirtualOutbound.class, new VirtualOutboundValidator());
  public static final ResourceType<Workload> WORKLOAD =
      ResourceType.of(Workload.class, new WorkloadValidator());
  public static final ResourceType<Zone> ZONE = ResourceType.of(Zone.class, Validator.none());
  public static final ResourceType<ZoneEgress> ZONE_EGRESS =
      ResourceType.of(ZoneEgress.class, new ZoneEgressValidator());
  public static final ResourceType<ZoneEgressInsight> ZONE_EGRESS_INSIGHT =
      ResourceType.of(ZoneEgressInsight.class, Validator.none());
  public static final ResourceType<ZoneIngress> ZONE_INGRESS =
      ResourceType.of(ZoneIngress.class, new ZoneIngressValidator());
  public static final ResourceType<ZoneIngressInsight> ZONE_INGRESS_INSIGHT =
      ResourceType.of(ZoneIngressInsight.class, Validator.none());
  public static final ResourceType<ZoneInsight> ZONE_INSIGHT =
      ResourceType.of(ZoneInsight.class, Validator.none());

  /** Sorted by name. */
  public static final List<ResourceType<?>> ALL =
      List.of(
          CONFIG,
          DATAPLANE,
          DATAPLANE_INSIGHT,
          EXTERNAL_SERVICE,
          GLOBAL_SECRET,
          HOSTNAME_GENERATOR,
          MESH,
          MESH_EXTERNAL_SERVICE,
          MESH_GATEWAY,
          MESH_GATEWAY_ROUTE,
          MESH_HTTP_ROUTE,
          MESH_IDENTITY,
          MESH_INSIGHT,
          MESH_MULTI_ZONE_SERVICE,
          MESH_OPEN_TELEMETRY_BACKEND,
          MESH_SERVICE,
          MESH_TCP_ROUTE,
          MESH_TRUST,
          MESH_ZONE_ADDRESS,
          SECRET,
          SERVICE_INSIGHT,
          TRAFFIC_ROUTE,
          VIRTUAL_OUTBOUND,
          WORKLOAD,
          ZONE,
          ZONE_EGRESS,
          ZONE_EGRESS_INSIGHT,
          ZONE_INGRESS,
          ZONE_INGRESS_INSIGHT,
          ZONE_INSIGHT);

  /** Types of ours, that there are only where roles count. Sorted by name. */
  public static final List<ResourceType<?>> OF_ROLES = List.of(ACCESS_ROLE, ACCESS_ROLE_BINDING);

  private CoreTypes() {}
}
