package io.kuma.core.proxy;

import io.kuma.model.Kri;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Where requests of one kind go.
 *
 * @param name identifies the rule it came from; policies may point at it
 * @param backends never empty, weights above zero
 * @param mirrors get a copy each, whose answers are thrown away
 * @param hostOfInstance requests tell the host that they go to, and not the one that was asked for:
 *     outside of the mesh nobody knows the mesh's names
 * @param confs what policies say about the route, or else about its destination
 * @param own empty for what comes from no route, and for services that are known by tags
 */
public record OutboundRoute(
    String name,
    RequestMatch match,
    List<WeightedBackend> backends,
    List<Mirror> mirrors,
    boolean hostOfInstance,
    Confs confs,
    Optional<Own> own) {
  public OutboundRoute {
    backends = List.copyOf(backends);
    mirrors = List.copyOf(mirrors);
  }

  /** A route that leads to instances inside the mesh. */
  public OutboundRoute(
      String name,
      RequestMatch match,
      List<WeightedBackend> backends,
      List<Mirror> mirrors,
      Confs confs) {
    this(name, match, backends, mirrors, false, confs, Optional.empty());
  }

  /**
   * What policies say about the route itself, and not about its destination.
   *
   * @param kri of the route
   */
  public record Own(Kri kri, Confs confs) {}

  /** A share of the requests; {@code backend} is the name of a {@link Backend}. */
  public record WeightedBackend(String backend, int weight) {}

  /**
   * A backend that gets copies; {@code backend} is the name of a {@link Backend}.
   *
   * @param percentage of the requests, 0 to 100; empty means all of them
   */
  public record Mirror(String backend, Optional<BigDecimal> percentage) {}
}
