package io.kuma.rest;

import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.function.Predicate;

/** The query that only lists of Dataplanes have: {@code gateway=true|false|builtin|delegated}. */
final class DataplaneFilter {
  private DataplaneFilter() {}

  /** Empty if nothing of the kind is asked. */
  static Optional<Predicate<Resource<?>>> of(
      ResourceType<?> type, MultivaluedMap<String, String> query, String route) {
    if (type.specClass() != Dataplane.class) {
      return Optional.empty();
    }
    String gateway = query.getFirst("gateway");
    if (gateway == null || gateway.isEmpty()) {
      return Optional.empty();
    }
    Predicate<Dataplane> wanted = isGateway(gateway, route);
    return Optional.of(resource -> wanted.test((Dataplane) resource.spec()));
  }

  private static Predicate<Dataplane> isGateway(String wanted, String route) {
    return switch (wanted) {
      case "true" -> dataplane -> dataplane.gateway().isPresent();
      case "false" -> dataplane -> dataplane.gateway().isEmpty();
      case "builtin" -> Dataplane::isBuiltinGateway;
      case "delegated" -> Dataplane::isDelegatedGateway;
      default ->
          throw ListFilter.bad(
              route,
              "gateway",
              "shoud use `true`, `false`, 'builtin' or 'delegated' instead of " + wanted);
    };
  }
}
