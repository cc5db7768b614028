package io.kuma.policy;

import io.kuma.core.hostname.DestinationNames;
import io.kuma.core.service.MeshServicePlan;
import io.kuma.core.service.VirtualAddresses;
import io.kuma.core.snapshot.MeshServiceIndex;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Destination;
import io.kuma.model.LabelSelector;
import io.kuma.model.Labels;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Tags;
import io.kuma.model.Vip;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.hostnamegenerator.Address;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.hostnamegenerator.HostnameGenerator.Selector;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.MeshServices.Mode;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshexternalservice.MeshExternalServiceStatus;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneServiceStatus;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Identity;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.resource.meshservice.MeshServiceStatus.Tls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a control plane makes of the destinations of a mesh within some seconds: MeshServices for
 * service tags that have none, identities, virtual IPs and host names. Every proxy has its
 * certificate by then.
 */
final class SettledServices {
  private final MeshSnapshot mesh;
  private final List<Resource<HostnameGenerator>> generators;

  private SettledServices(MeshSnapshot mesh) {
    this.mesh = mesh;
    this.generators = new ArrayList<>(mesh.all(CoreTypes.HOSTNAME_GENERATOR));
    LabelSelector local = LabelSelector.of(Map.of(Labels.ORIGIN, "zone"));
    generators.add(generator("services", Selector.ofMeshServices(local), "svc"));
    generators.add(generator("external", Selector.ofMeshExternalServices(local), "extsvc"));
  }

  private static Resource<HostnameGenerator> generator(
      String name, Selector selector, String domain) {
    return Resource.of(
        CoreTypes.HOSTNAME_GENERATOR.key("", name),
        new HostnameGenerator(selector, "{{ .DisplayName }}." + domain + ".mesh.local", null));
  }

  /** The destinations as they are then; those that did not exist before are among them. */
  static List<Resource<?>> of(MeshSnapshot mesh) {
    SettledServices settled = new SettledServices(mesh);
    List<Resource<?>> resources = new ArrayList<>(settled.meshServices());
    resources.addAll(settled.externalServices());
    resources.addAll(settled.multiZoneServices());
    return resources;
  }

  private List<Resource<MeshService>> meshServices() {
    List<Resource<MeshService>> services = new ArrayList<>(mesh.all(CoreTypes.MESH_SERVICE));
    Mode mode =
        mesh.find(CoreTypes.MESH, CoreTypes.MESH.key("", mesh.mesh()))
            .map(Resource::spec)
            .map(Mesh::meshServicesMode)
            .orElse(Mode.Disabled);
    if (mode != Mode.Disabled) {
      services.addAll(
          MeshServicePlan.of(
                  mesh.mesh(),
                  TestMesh.ZONE,
                  mesh.all(CoreTypes.DATAPLANE),
                  services,
                  Instant.EPOCH,
                  Duration.ofHours(1))
              .create());
    }
    MeshServiceIndex endpoints = MeshServiceIndex.of(new With(mesh, services));
    Map<ResourceKey, String> vips = vips(services, "241.0.0.0/8");
    Map<ResourceKey, DestinationNames> names = names(services);
    return services.stream()
        .map(
            service ->
                service
                    .withSpec(identified(service, endpoints))
                    .withStatus(
                        new MeshServiceStatus(
                            addresses(names, service),
                            List.of(vip(vips, service)),
                            new Tls(Tls.Status.Ready),
                            null,
                            null)))
        .toList();
  }

  private static MeshService identified(Resource<MeshService> service, MeshServiceIndex endpoints) {
    TreeSet<String> tags = new TreeSet<>();
    service
        .spec()
        .portList()
        .forEach(
            port ->
                endpoints
                    .endpoints(MeshServiceIndex.id(service, port.port()))
                    .forEach(
                        endpoint ->
                            Optional.ofNullable(endpoint.tags().get(Tags.SERVICE))
                                .ifPresent(tags::add)));
    MeshService spec = service.spec();
    return new MeshService(
        spec.state(),
        spec.selector(),
        spec.ports(),
        tags.stream().map(tag -> new Identity(Identity.Type.ServiceTag, tag)).toList());
  }

  private List<Resource<MeshExternalService>> externalServices() {
    List<Resource<MeshExternalService>> services = mesh.all(CoreTypes.MESH_EXTERNAL_SERVICE);
    Map<ResourceKey, String> vips = vips(services, "242.0.0.0/8");
    Map<ResourceKey, DestinationNames> names = names(services);
    return services.stream()
        .map(
            service ->
                service.withStatus(
                    new MeshExternalServiceStatus(
                        vip(vips, service), addresses(names, service), null)))
        .toList();
  }

  private List<Resource<MeshMultiZoneService>> multiZoneServices() {
    List<Resource<MeshMultiZoneService>> services = mesh.all(CoreTypes.MESH_MULTI_ZONE_SERVICE);
    Map<ResourceKey, String> vips = vips(services, "243.0.0.0/8");
    return services.stream()
        .map(
            service ->
                service.withStatus(
                    new MeshMultiZoneServiceStatus(
                        null, List.of(vip(vips, service)), null, null, null)))
        .toList();
  }

  private static Map<ResourceKey, String> vips(List<? extends Resource<?>> services, String pool) {
    Map<ResourceKey, Optional<String>> none = new LinkedHashMap<>();
    services.forEach(service -> none.put(service.key(), Optional.empty()));
    return new VirtualAddresses(pool).assign(none);
  }

  private static Vip vip(Map<ResourceKey, String> vips, Resource<?> service) {
    return new Vip(vips.get(service.key()));
  }

  private Map<ResourceKey, DestinationNames> names(
      List<? extends Resource<? extends Destination>> services) {
    return DestinationNames.assign(generators, services, TestMesh.ZONE);
  }

  private static List<Address> addresses(
      Map<ResourceKey, DestinationNames> names, Resource<?> service) {
    return names.getOrDefault(service.key(), DestinationNames.NONE).addresses();
  }

  /** A mesh with other MeshServices. */
  private record With(MeshSnapshot other, List<Resource<MeshService>> services)
      implements MeshSnapshot {
    @Override
    public String mesh() {
      return other.mesh();
    }

    @Override
    public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
      return type.equals(CoreTypes.MESH_SERVICE)
          ? services.stream().map(type::cast).toList()
          : other.all(type);
    }

    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
      return other.find(type, key);
    }
  }
}
