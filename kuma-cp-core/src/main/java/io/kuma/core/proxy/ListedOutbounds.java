package io.kuma.core.proxy;

import io.kuma.core.proxy.ServiceReferences.Found;
import io.kuma.model.Resource;
import io.kuma.model.TargetRef;
import io.kuma.model.TargetRefKind;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplane.Outbound.BackendRef;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The outbounds that a Dataplane lists: by tags, or by reference to a real resource. */
final class ListedOutbounds {
  private ListedOutbounds() {}

  /** A reference to what does not exist is passed over, as upstream does. */
  static void addTo(
      OutboundPlan plan, Resource<Dataplane> dataplane, ServiceReferences references) {
    for (io.kuma.resource.dataplane.Outbound outbound : dataplane.spec().outbounds()) {
      BackendRef ref = outbound.backendRef();
      if (ref == null) {
        outbound
            .service()
            .ifPresent(
                service ->
                    plan.add(
                        outbound.effectiveAddress(),
                        outbound.port(),
                        service,
                        new TreeMap<>(outbound.tags())));
      } else {
        find(dataplane, ref, references)
            .ifPresent(
                found ->
                    plan.add(
                        outbound.effectiveAddress(),
                        outbound.port(),
                        found,
                        found.service().byNumber(found.port())));
      }
    }
  }

  /** The ports of real services that are listed, in their order. */
  static Stream<Found> found(Resource<Dataplane> dataplane, ServiceReferences references) {
    return dataplane.spec().outbounds().stream()
        .map(io.kuma.resource.dataplane.Outbound::backendRef)
        .filter(Objects::nonNull)
        .flatMap(ref -> find(dataplane, ref, references).stream());
  }

  private static Optional<Found> find(
      Resource<Dataplane> dataplane, BackendRef ref, ServiceReferences references) {
    return kind(ref.kind())
        .flatMap(
            kind ->
                references.find(
                    dataplane.meta(),
                    reference(kind, ref.name(), "", ref.labels()),
                    ref.port() == 0 ? null : ref.port()));
  }

  /** The kinds that a Dataplane may refer to; empty for anything else. */
  static Optional<TargetRefKind> kind(String name) {
    return switch (name) {
      case "MeshService" -> Optional.of(TargetRefKind.MeshService);
      case "MeshExternalService" -> Optional.of(TargetRefKind.MeshExternalService);
      case "MeshMultiZoneService" -> Optional.of(TargetRefKind.MeshMultiZoneService);
      default -> Optional.empty();
    };
  }

  /**
   * What policies would write.
   *
   * @param namespace empty for that of the Dataplane
   */
  static TargetRef reference(
      TargetRefKind kind, String name, String namespace, Map<String, String> labels) {
    return new TargetRef(
        kind, name, null, null, null, namespace.isEmpty() ? null : namespace, labels, null);
  }
}
