package io.kuma.core.service;

import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.Tags;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Port;
import io.kuma.resource.meshservice.MeshService.Selector;
import io.kuma.resource.meshservice.MeshService.State;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has to be done so that every service of a mesh's proxies has its MeshService (contract 3.5,
 * "MeshService generation"). Only what was generated is changed; a MeshService that somebody wrote
 * is left alone, and no other one is made in its place.
 *
 * @param create MeshServices to make, by name
 * @param update MeshServices to replace, by name
 * @param delete MeshServices that nobody provides any more, for longer than the period of grace
 * @param conflicts proxies whose ports are others than the MeshService's, by service
 */
public record MeshServicePlan(
    List<Resource<MeshService>> create,
    List<Resource<MeshService>> update,
    List<ResourceKey> delete,
    Map<String, List<String>> conflicts) {

  /** The value of {@code kuma.io/managed-by} on what is generated. */
  public static final String GENERATOR = "meshservice-generator";

  public MeshServicePlan {
    create = List.copyOf(create);
    update = List.copyOf(update);
    delete = List.copyOf(delete);
    conflicts = Collections.unmodifiableMap(new TreeMap<>(conflicts));
  }

  /** Whether nothing is to be done. */
  public boolean isEmpty() {
    return create.isEmpty() && update.isEmpty() && delete.isEmpty();
  }

  /**
   * The plan for a mesh that has MeshServices.
   *
   * @param mesh its name
   * @param zone the zone of this control plane
   * @param dataplanes all proxies of the mesh
   * @param meshServices all MeshServices of the mesh
   * @param grace how long a MeshService stays when its last proxy has gone
   */
  public static MeshServicePlan of(
      String mesh,
      String zone,
      Collection<Resource<Dataplane>> dataplanes,
      Collection<Resource<MeshService>> meshServices,
      Instant now,
      Duration grace) {
    Builder plan = new Builder(now, grace);
    Map<String, List<ServicePorts>> services = ServicePorts.byService(dataplanes);
    for (Resource<MeshService> meshService : meshServices) {
      List<ServicePorts> providers = services.remove(meshService.name());
      if (isGenerated(meshService)) {
        plan.keep(meshService, providers == null ? List.of() : providers);
      }
    }
    services.forEach((service, providers) -> plan.create(mesh, zone, service, providers));
    return plan.build();
  }

  /** The plan for a mesh that has no MeshServices (any more): all that was generated goes. */
  public static MeshServicePlan withoutMeshServices(
      Collection<Resource<MeshService>> meshServices) {
    return new MeshServicePlan(
        List.of(),
        List.of(),
        meshServices.stream()
            .filter(MeshServicePlan::isGenerated)
            .map(Resource::key)
            .sorted()
            .toList(),
        Map.of());
  }

  /**
   * When nobody provided a MeshService any more; empty if somebody does. A label that holds no time
   * counts as none.
   */
  public static Optional<Instant> graceStarted(Resource<MeshService> meshService) {
    String text = meshService.meta().labels().get(Labels.DELETION_GRACE_STARTED);
    try {
      return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isGenerated(Resource<MeshService> meshService) {
    return GENERATOR.equals(meshService.meta().labels().get(Labels.MANAGED_BY));
  }

  private static final class Builder {
    private final Instant now;
    private final Duration grace;
    private final List<Resource<MeshService>> create = new ArrayList<>();
    private final List<Resource<MeshService>> update = new ArrayList<>();
    private final List<ResourceKey> delete = new ArrayList<>();
    private final Map<String, List<String>> conflicts = new TreeMap<>();

    Builder(Instant now, Duration grace) {
      this.now = now;
      this.grace = grace;
    }

    void create(String mesh, String zone, String service, List<ServicePorts> providers) {
      List<Port> ports = providers.get(0).ports();
      noteConflicts(service, ports, providers);
      ResourceKey key = CoreTypes.MESH_SERVICE.key(mesh, service);
      Map<String, String> labels =
          Map.of(
              Labels.MESH, mesh,
              Labels.DISPLAY_NAME, service,
              Labels.MANAGED_BY, GENERATOR,
              Labels.ENV, "universal",
              Labels.ZONE, zone,
              Labels.ORIGIN, "zone");
      create.add(
          new Resource<>(
              Meta.of(key).withLabels(labels),
              new MeshService(
                  State.Unavailable, Selector.ofTags(Map.of(Tags.SERVICE, service)), ports, null),
              null));
    }

    /** What is to become of a MeshService that was generated. */
    void keep(Resource<MeshService> meshService, List<ServicePorts> providers) {
      if (providers.isEmpty()) {
        retire(meshService);
        return;
      }
      List<Port> present = meshService.spec().portList();
      // As long as one proxy has these ports they stay; else those of the oldest proxy count.
      List<Port> ports =
          providers.stream().anyMatch(provider -> provider.ports().equals(present))
              ? present
              : providers.get(0).ports();
      noteConflicts(meshService.name(), ports, providers);
      boolean isRetiring = meshService.meta().labels().containsKey(Labels.DELETION_GRACE_STARTED);
      if (isRetiring || !ports.equals(present)) {
        MeshService spec = meshService.spec();
        update.add(
            labelled(meshService, Optional.empty())
                .withSpec(
                    new MeshService(
                        spec.state(),
                        Selector.ofTags(Map.of(Tags.SERVICE, meshService.name())),
                        ports,
                        spec.identities())));
      }
    }

    private void retire(Resource<MeshService> meshService) {
      Optional<Instant> since = graceStarted(meshService);
      if (since.isEmpty()) {
        update.add(labelled(meshService, Optional.of(now)));
      } else if (Duration.between(since.get(), now).compareTo(grace) > 0) {
        delete.add(meshService.key());
      }
    }

    private void noteConflicts(String service, List<Port> ports, List<ServicePorts> providers) {
      List<String> others =
          providers.stream()
              .filter(provider -> !provider.ports().equals(ports))
              .map(ServicePorts::proxy)
              .toList();
      if (!others.isEmpty()) {
        conflicts.put(service, others);
      }
    }

    private static Resource<MeshService> labelled(
        Resource<MeshService> meshService, Optional<Instant> graceStarted) {
      Map<String, String> labels = new TreeMap<>(meshService.meta().labels());
      labels.remove(Labels.DELETION_GRACE_STARTED);
      graceStarted.ifPresent(start -> labels.put(Labels.DELETION_GRACE_STARTED, start.toString()));
      return meshService.withMeta(meshService.meta().withLabels(labels));
    }

    MeshServicePlan build() {
      return new MeshServicePlan(create, update, delete, conflicts);
    }
  }
}
