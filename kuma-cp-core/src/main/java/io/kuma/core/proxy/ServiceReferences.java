package io.kuma.core.proxy;

import io.kuma.core.match.ReferenceIndex;
import io.kuma.model.Meta;
import io.kuma.model.TargetRef;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the ports of real services that references mean. */
record ServiceReferences(ReferenceIndex index, RealServices services) {
  /** Where references by labels mean several resources, the oldest counts. */
  private static final Comparator<Meta> OLDEST_FIRST =
      Comparator.comparing(Meta::created).thenComparing(Meta::key);

  /** A port that a reference means, and how its service sees it. */
  record Found(RealService service, RealService.Port port) {}

  /**
   * The port that a reference means; empty if there is none.
   *
   * @param from of the resource that the reference stands in
   * @param port by number; null where the reference says it by name, or there is but one
   */
  Optional<Found> find(Meta from, TargetRef ref, @Nullable Integer port) {
    return index.find(from, ref).stream()
        .sorted(Comparator.comparing(target -> target.resource().meta(), OLDEST_FIRST))
        .findFirst()
        .flatMap(
            target ->
                services
                    .find(target.kri().withSection(""))
                    .flatMap(
                        service ->
                            port(service, target.kri().section(), port)
                                .map(found -> new Found(service, found))));
  }

  private static Optional<RealService.Port> port(
      RealService service, String name, @Nullable Integer number) {
    if (number != null) {
      return service.port(number);
    }
    return service.ports().stream()
        .filter(port -> name.isEmpty() ? service.ports().size() == 1 : port.name().equals(name))
        .findFirst();
  }
}
