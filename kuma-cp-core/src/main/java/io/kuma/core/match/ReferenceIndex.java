package io.kuma.core.match;

import io.kuma.core.snapshot.Derivation;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.model.Destination;
import io.kuma.model.Destination.Section;
import io.kuma.model.Kri;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.meshexternalservice.MeshExternalService;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshmultizoneservice.MeshMultiZoneService;
import io.kuma.resource.meshservice.MeshService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the resources that references mean (contract 10.5, "To rules", b). Made once for each
 * snapshot in which one of them changed.
 *
 * <p>A name means a resource of the zone and the namespace that the reference was written in.
 * Labels mean all resources that have them, wherever they come from.
 */
public final class ReferenceIndex {
  private static final Derivation<ReferenceIndex> INDEX = ReferenceIndex::derive;

  private final Optional<Resource<Mesh>> mesh;
  private final ReferenceTable<MeshService> services;
  private final ReferenceTable<MeshExternalService> externalServices;
  private final ReferenceTable<MeshMultiZoneService> multiZoneServices;
  private final ReferenceTable<MeshHttpRoute> routes;

  /**
   * What a reference means.
   *
   * @param kri with the section that is meant, or none for the resource as a whole
   */
  public record Target(Kri kri, Resource<?> resource) {}

  private ReferenceIndex(
      Optional<Resource<Mesh>> mesh,
      ReferenceTable<MeshService> services,
      ReferenceTable<MeshExternalService> externalServices,
      ReferenceTable<MeshMultiZoneService> multiZoneServices,
      ReferenceTable<MeshHttpRoute> routes) {
    this.mesh = mesh;
    this.services = services;
    this.externalServices = externalServices;
    this.multiZoneServices = multiZoneServices;
    this.routes = routes;
  }

  /** The index of a snapshot: that of the snapshot before if none of the resources changed. */
  public static ReferenceIndex of(MeshSnapshot snapshot) {
    return snapshot.derived(INDEX);
  }

  private static ReferenceIndex derive(MeshSnapshot snapshot, @Nullable ReferenceIndex before) {
    ReferenceIndex now =
        new ReferenceIndex(
            snapshot.find(CoreTypes.MESH, CoreTypes.MESH.key("", snapshot.mesh())),
            ReferenceTable.of(
                CoreTypes.MESH_SERVICE, snapshot, before == null ? null : before.services),
            ReferenceTable.of(
                CoreTypes.MESH_EXTERNAL_SERVICE,
                snapshot,
                before == null ? null : before.externalServices),
            ReferenceTable.of(
                CoreTypes.MESH_MULTI_ZONE_SERVICE,
                snapshot,
                before == null ? null : before.multiZoneServices),
            ReferenceTable.of(
                CoreTypes.MESH_HTTP_ROUTE, snapshot, before == null ? null : before.routes));
    return before != null && now.isSame(before) ? before : now;
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isSame(ReferenceIndex other) {
    return mesh.isPresent() == other.mesh.isPresent()
        && services == other.services
        && externalServices == other.externalServices
        && multiZoneServices == other.multiZoneServices
        && routes == other.routes;
  }

  /** The identifier of a mesh. */
  public static Kri mesh(String name) {
    return new Kri(CoreTypes.MESH, "", "", "", name, "");
  }

  /**
   * What a reference means; empty if there is no such resource or section, or if it speaks of tags.
   *
   * @param from of the resource that the reference stands in
   */
  public List<Target> find(Meta from, TargetRef ref) {
    return switch (ref.kind()) {
      case Mesh ->
          mesh.stream().<Target>map(found -> new Target(mesh(found.name()), found)).toList();
      case MeshService -> find(services, from, ref);
      case MeshExternalService -> find(externalServices, from, ref);
      case MeshMultiZoneService -> find(multiZoneServices, from, ref);
      case MeshHTTPRoute -> find(routes, from, ref);
      case MeshSubset, MeshGateway, MeshServiceSubset, Dataplane -> List.of();
    };
  }

  private static List<Target> find(ReferenceTable<?> table, Meta from, TargetRef ref) {
    String section = ref.sectionName() == null ? "" : ref.sectionName();
    if (!section.isEmpty()) {
      return sections(whole(table, from, ref), found -> found.name().equals(section));
    }
    Optional<KubernetesServiceName> classic =
        ref.kind() == TargetRefKind.MeshService
            ? KubernetesServiceName.parse(ref.name())
            : Optional.empty();
    if (classic.isEmpty()) {
      return whole(table, from, ref);
    }
    KubernetesServiceName name = classic.get();
    List<Target> named = table.withLabels(name.labels());
    return name.port().isEmpty()
        ? named
        : sections(named, found -> found.port() == name.port().get());
  }

  private static List<Target> whole(ReferenceTable<?> table, Meta from, TargetRef ref) {
    Map<String, String> labels = ref.labels();
    if (labels != null && !labels.isEmpty()) {
      return table.withLabels(labels);
    }
    Kri kri =
        new Kri(
            table.type(),
            from.mesh(),
            from.labels().getOrDefault(Labels.ZONE, ""),
            ref.namespace() == null
                ? from.labels().getOrDefault(Labels.NAMESPACE, "")
                : ref.namespace(),
            ref.name() == null ? "" : ref.name(),
            "");
    return table.find(kri).stream().toList();
  }

  /** Routes have rules and no ports: of them the whole is meant. */
  private static List<Target> sections(List<Target> resources, Predicate<Section> isMeant) {
    List<Target> targets = new ArrayList<>();
    for (Target target : resources) {
      if (target.resource().spec() instanceof Destination destination) {
        destination.sections().stream()
            .filter(isMeant)
            .findFirst()
            .ifPresent(
                section ->
                    targets.add(
                        new Target(target.kri().withSection(section.name()), target.resource())));
      } else {
        targets.add(target);
      }
    }
    return targets;
  }
}
