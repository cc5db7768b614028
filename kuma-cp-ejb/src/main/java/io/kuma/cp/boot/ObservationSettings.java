package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.core.service.VirtualAddresses;
import io.kuma.core.status.StatusSettings;
import io.kuma.core.status.StatusSettings.TaggedServices;
import io.kuma.core.vip.ServiceVips;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What can be set of statuses and generated resources. Upstream does each of these works at an
 * interval of its own. Here a change causes all of them, at once if the mesh was quiet; the
 * shortest of the intervals is the least time from one look at a mesh to the next.
 */
public record ObservationSettings(
    CoreResources coreResources,
    Ipam ipam,
    MeshServices meshService,
    RuntimeSettings runtime,
    DnsServer dnsServer) {

  /** The least time from one look at a mesh to the next. */
  Duration interval() {
    Intervals status = coreResources.status();
    return Stream.of(
            status.meshMultiZoneServiceInterval(),
            status.meshServiceInterval(),
            status.meshIdentityInterval(),
            status.workloadInterval(),
            status.meshOpenTelemetryBackendInterval(),
            ipam.allocationInterval(),
            meshService.generationInterval(),
            runtime.universal().workload().generationInterval())
        .min(Duration::compareTo)
        .orElseThrow();
  }

  StatusSettings statuses() {
    return new StatusSettings(
        new VirtualAddresses(ipam.meshService().cidr()),
        new VirtualAddresses(ipam.meshExternalService().cidr()),
        new VirtualAddresses(ipam.meshMultiZoneService().cidr()),
        new TaggedServices(new VirtualAddresses(dnsServer.cidr()), dnsServer.serviceVipEnabled()),
        meshService.deletionGracePeriod());
  }

  /** The core resources that have a status. */
  public record CoreResources(Intervals status) {}

  /** How often statuses are looked at. */
  public record Intervals(
      @Setting(
              env = "KUMA_CORE_RESOURCES_STATUS_MESH_MULTI_ZONE_SERVICE_INTERVAL",
              value = "5s",
              min = 1)
          Duration meshMultiZoneServiceInterval,
      @Setting(env = "KUMA_CORE_RESOURCES_STATUS_MESH_SERVICE_INTERVAL", value = "5s", min = 1)
          Duration meshServiceInterval,
      @Setting(env = "KUMA_CORE_RESOURCES_STATUS_MESH_IDENTITY_INTERVAL", value = "5s", min = 1)
          Duration meshIdentityInterval,
      @Setting(env = "KUMA_CORE_RESOURCES_STATUS_WORKLOAD_INTERVAL", value = "5s", min = 1)
          Duration workloadInterval,
      @Setting(
              env = "KUMA_CORE_RESOURCES_STATUS_MESH_OPEN_TELEMETRY_BACKEND_INTERVAL",
              value = "5s",
              min = 1)
          Duration meshOpenTelemetryBackendInterval) {}

  /** Where virtual addresses come from. */
  public record Ipam(
      MeshServicePool meshService,
      MeshExternalServicePool meshExternalService,
      MeshMultiZoneServicePool meshMultiZoneService,
      @Setting(env = "KUMA_IPAM_ALLOCATION_INTERVAL", value = "5s", min = 1)
          Duration allocationInterval) {

    void check() {
      checkPool("KUMA_IPAM_MESH_SERVICE_CIDR", meshService.cidr());
      checkPool("KUMA_IPAM_MESH_EXTERNAL_SERVICE_CIDR", meshExternalService.cidr());
      checkPool("KUMA_IPAM_MESH_MULTI_ZONE_SERVICE_CIDR", meshMultiZoneService.cidr());
    }
  }

  private static void checkPool(String name, String cidr) {
    try {
      VirtualAddresses unused = new VirtualAddresses(cidr);
    } catch (IllegalArgumentException e) {
      throw new BadSetting(
          name
              + " is \""
              + cidr
              + "\", but must be an IPv4 network with room for hosts, such as 241.0.0.0/8.");
    }
  }

  /** Names and addresses of services that are known by tags. */
  public record DnsServer(
      @Setting(env = "KUMA_DNS_SERVER_DOMAIN", value = "mesh") String domain,
      @JsonProperty("CIDR") @Setting(env = "KUMA_DNS_SERVER_CIDR", value = "240.0.0.0/4")
          String cidr,
      @Setting(env = "KUMA_DNS_SERVER_SERVICE_VIP_ENABLED", value = "true")
          boolean serviceVipEnabled,
      @Setting(
              env = "KUMA_DNS_SERVER_SERVICE_VIP_PORT",
              alias = "KUMA_DNS_SERVICE_SERVICE_VIP_PORT",
              value = "80",
              min = 1,
              max = 65535)
          int serviceVipPort) {

    void check() {
      checkPool("KUMA_DNS_SERVER_CIDR", cidr);
    }

    ServiceVips vips() {
      return new ServiceVips(domain, serviceVipPort);
    }
  }

  /** The addresses of MeshServices. */
  public record MeshServicePool(
      @Setting(env = "KUMA_IPAM_MESH_SERVICE_CIDR", value = "241.0.0.0/8") String cidr) {}

  /** The addresses of MeshExternalServices. */
  public record MeshExternalServicePool(
      @Setting(env = "KUMA_IPAM_MESH_EXTERNAL_SERVICE_CIDR", value = "242.0.0.0/8") String cidr) {}

  /** The addresses of MeshMultiZoneServices. */
  public record MeshMultiZoneServicePool(
      @Setting(env = "KUMA_IPAM_MESH_MULTI_ZONE_SERVICE_CIDR", value = "243.0.0.0/8")
          String cidr) {}

  /** MeshServices that are generated. */
  public record MeshServices(
      @Setting(env = "KUMA_MESH_SERVICE_GENERATION_INTERVAL", value = "2s", min = 1)
          Duration generationInterval,
      @Setting(env = "KUMA_MESH_SERVICE_DELETION_GRACE_PERIOD", value = "1h")
          Duration deletionGracePeriod) {}

  /** What depends on where the control plane runs. */
  public record RuntimeSettings(Universal universal) {}

  /** Where it is not Kubernetes. */
  public record Universal(
      WorkloadGeneration workload,
      @Setting(env = "KUMA_RUNTIME_UNIVERSAL_DATAPLANE_CLEANUP_AGE", value = "72h", min = 1)
          Duration dataplaneCleanupAge) {}

  /** Workloads that are generated. */
  public record WorkloadGeneration(
      @Setting(env = "KUMA_RUNTIME_UNIVERSAL_WORKLOAD_GENERATION_INTERVAL", value = "2s", min = 1)
          Duration generationInterval) {}
}
