package io.kuma.core.status;

import io.kuma.core.ca.MeshAuthorities;
import io.kuma.core.identity.SpiffeIds;
import io.kuma.core.identity.WorkloadIdentities;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.service.MeshServicePlan;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.snapshot.SnapshotResources;
import io.kuma.core.snapshot.VirtualHostConfig;
import io.kuma.core.vip.VirtualHostPlan;
import io.kuma.core.vip.VirtualHosts;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.TelemetryPolicy;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.config.Config;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.hostnamegenerator.HostnameGenerator;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.mesh.Mesh.MeshServices;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshexternalservice.MeshExternalServiceStatus;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneServiceStatus;
import io.kuma.resource.meshopentelemetrybackend.MeshOpenTelemetryBackend;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshServiceStatus;
import io.kuma.resource.meshtrust.MeshTrust;
import io.kuma.resource.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The statuses of a mesh's resources, and the resources that are generated from its proxies, as
 * they should be. What the store already shows is not written again, so that a plan for what a plan
 * has made is empty.
 */
public final class Statuses {
  private static final Duration A_LITTLE = Duration.ofMillis(1);

  private final String zone;
  private final SpiffeIds spiffeIds;
  private final StatusSettings settings;
  private final List<ResourceType<?>> policies;

  /**
   * @param types all that there are; policies that point at telemetry backends are found among them
   * @param controlPlane has a zone
   */
  public Statuses(ResourceTypes types, ControlPlane controlPlane, StatusSettings settings) {
    this.zone = Objects.requireNonNull(controlPlane.zone());
    this.spiffeIds = new SpiffeIds(controlPlane);
    this.settings = settings;
    this.policies =
        types.all().stream()
            .filter(type -> TelemetryPolicy.class.isAssignableFrom(type.specClass()))
            .toList();
  }

  /** What a plan is made from, beside DataplaneInsights. */
  public List<ResourceType<?>> types() {
    List<ResourceType<?>> types =
        new ArrayList<>(
            List.of(
                CoreTypes.MESH,
                CoreTypes.DATAPLANE,
                CoreTypes.EXTERNAL_SERVICE,
                CoreTypes.VIRTUAL_OUTBOUND,
                CoreTypes.CONFIG,
                CoreTypes.HOSTNAME_GENERATOR,
                CoreTypes.MESH_SERVICE,
                CoreTypes.MESH_EXTERNAL_SERVICE,
                CoreTypes.MESH_MULTI_ZONE_SERVICE,
                CoreTypes.WORKLOAD,
                CoreTypes.MESH_IDENTITY,
                CoreTypes.MESH_TRUST,
                CoreTypes.MESH_OPEN_TELEMETRY_BACKEND));
    types.addAll(policies);
    return types;
  }

  /**
   * The plan for a mesh.
   *
   * @param mesh as it is stored, with statuses and versions: what is written is compared with it
   * @param insights of its proxies, by their names
   */
  public StatusPlan plan(MeshSnapshot mesh, Map<String, DataplaneInsight> insights, Instant now) {
    return mesh.find(CoreTypes.MESH, CoreTypes.MESH.key("", mesh.mesh()))
        .map(self -> new Planning(mesh, self.spec(), insights, now).plan())
        .orElse(StatusPlan.NOTHING);
  }

  /** The plan for one mesh while it is made. */
  private final class Planning {
    private final MeshSnapshot mesh;
    private final Mesh spec;
    private final Proxies proxies;
    private final Instant now;
    private final List<Resource<HostnameGenerator>> generators;
    private final Draft<MeshService> services;
    private final Draft<MeshIdentity> identities;
    private final Draft<MeshTrust> trusts;
    private final List<StatusWrite> writes = new ArrayList<>();

    Planning(MeshSnapshot mesh, Mesh spec, Map<String, DataplaneInsight> insights, Instant now) {
      this.mesh = mesh;
      this.spec = spec;
      this.proxies = new Proxies(mesh.all(CoreTypes.DATAPLANE), insights);
      this.now = now;
      this.generators = mesh.all(CoreTypes.HOSTNAME_GENERATOR);
      this.services = draft(CoreTypes.MESH_SERVICE);
      this.identities = draft(CoreTypes.MESH_IDENTITY);
      this.trusts = draft(CoreTypes.MESH_TRUST);
    }

    StatusPlan plan() {
      MeshServicePlan generated = generate();
      identities();
      meshServices();
      externalServices();
      multiZoneServices();
      workloads();
      telemetry();
      virtualHosts();
      return new StatusPlan(writes, due(), generated.conflicts());
    }

    private <S extends Spec> Draft<S> draft(ResourceType<S> type) {
      return new Draft<>(type, mesh.all(type));
    }

    private MeshServicePlan generate() {
      List<Resource<MeshService>> stored = services.all();
      MeshServicePlan plan =
          spec.meshServicesMode() == MeshServices.Mode.Disabled
              ? MeshServicePlan.withoutMeshServices(stored)
              : MeshServicePlan.of(mesh.mesh(), zone, proxies.all(), stored, now, settings.grace());
      plan.create().forEach(service -> services.create(service, now));
      plan.update().forEach(services::replace);
      plan.delete().forEach(services::remove);
      return plan;
    }

    private void meshServices() {
      MeshServiceObservation observation =
          new MeshServiceObservation(
              proxies,
              spec.enabledMtlsBackend().isPresent(),
              new WorkloadIdentities(
                  spiffeIds, spec.meshServicesMode(), identities.all(), trusts.all()));
      services.replaceEach(observation::of);
      Addressing addressing =
          new Addressing(services.all(), settings.meshServices(), generators, zone);
      services.replaceEach(
          service -> {
            MeshServiceStatus status = MeshServiceObservation.statusOf(service);
            return service.withStatus(
                new MeshServiceStatus(
                    addressing.addresses(service),
                    List.of(addressing.vip(service)),
                    status.tls(),
                    addressing.generators(service),
                    status.dataplaneProxies()));
          });
      writes.addAll(services.writes());
    }

    private void externalServices() {
      Draft<MeshExternalService> draft = draft(CoreTypes.MESH_EXTERNAL_SERVICE);
      Addressing addressing =
          new Addressing(draft.all(), settings.externalServices(), generators, zone);
      draft.replaceEach(
          service ->
              service.withStatus(
                  new MeshExternalServiceStatus(
                      addressing.vip(service),
                      addressing.addresses(service),
                      addressing.generators(service))));
      writes.addAll(draft.writes());
    }

    private void multiZoneServices() {
      Draft<MeshMultiZoneService> draft = draft(CoreTypes.MESH_MULTI_ZONE_SERVICE);
      Addressing addressing =
          new Addressing(draft.all(), settings.multiZoneServices(), generators, zone);
      draft.replaceEach(
          service -> {
            MultiZoneMatches matches = MultiZoneMatches.of(service.spec(), services.all());
            return service.withStatus(
                new MeshMultiZoneServiceStatus(
                    addressing.addresses(service),
                    List.of(addressing.vip(service)),
                    List.of(matches.condition()),
                    matches.services().isEmpty() ? null : matches.services(),
                    addressing.generators(service)));
          });
      writes.addAll(draft.writes());
    }

    private void workloads() {
      Draft<Workload> draft = draft(CoreTypes.WORKLOAD);
      new Workloads(proxies).plan(draft, mesh.mesh(), zone, now);
      writes.addAll(draft.writes());
    }

    /** A trust first: who sees the identity ready sees why. */
    private void identities() {
      MeshAuthorities authorities = new MeshAuthorities(new SnapshotResources(mesh));
      IdentityConditions conditions =
          new IdentityConditions(
              spec.meshServicesMode(), spiffeIds, authorities, new Trusts(trusts, now));
      identities.replaceEach(
          identity -> isOfOtherZone(identity.meta()) ? identity : conditions.of(identity));
      writes.addAll(trusts.writes());
      writes.addAll(identities.writes());
    }

    private boolean isOfOtherZone(Meta meta) {
      return !meta.labels().getOrDefault(Labels.ZONE, zone).equals(zone);
    }

    private void telemetry() {
      Draft<MeshOpenTelemetryBackend> backends = draft(CoreTypes.MESH_OPEN_TELEMETRY_BACKEND);
      BackendReferences references = new BackendReferences(backends.all());
      policies.forEach(type -> resolve(type, references));
      backends.replaceEach(references::count);
      writes.addAll(backends.writes());
    }

    private <S extends Spec> void resolve(ResourceType<S> type, BackendReferences references) {
      Draft<S> draft = draft(type);
      draft.replaceEach(references::resolve);
      writes.addAll(draft.writes());
    }

    private void virtualHosts() {
      ResourceKey key = VirtualHostConfig.key(mesh.mesh());
      Optional<Resource<Config>> stored = mesh.find(CoreTypes.CONFIG, key);
      VirtualHosts before =
          stored
              .map(config -> VirtualHosts.parse(config.spec().config()))
              .orElse(VirtualHosts.NONE);
      StatusSettings.TaggedServices services = settings.services();
      VirtualHosts hosts = VirtualHostPlan.of(mesh, services.enabled(), services.pool(), before);
      if (hosts.equals(before)) {
        return;
      }
      Draft<Config> draft = new Draft<>(CoreTypes.CONFIG, stored.stream().toList());
      Config config = new Config(hosts.toText());
      draft.replace(
          stored
              .map(old -> new Resource<>(old.meta(), config, null))
              .orElseGet(() -> new Resource<>(Meta.of(key), config, null)));
      writes.addAll(draft.writes());
    }

    /** A period of grace has to be over, not only to be at its end. */
    private Optional<Instant> due() {
      return services.all().stream()
          .flatMap(service -> MeshServicePlan.graceStarted(service).stream())
          .map(started -> started.plus(settings.grace()).plus(A_LITTLE))
          .min(Instant::compareTo);
    }
  }
}
