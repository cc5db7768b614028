package io.kuma.rest;

import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Tagged;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The queries that only lists of some types have: {@code tag} of types with tags, and {@code
 * gateway=true|false|builtin|delegated} of Dataplanes.
 */
final class TypeFilter {
  private TypeFilter() {}

  /** Empty if nothing of the kind is asked. */
  static Optional<Predicate<Resource<?>>> of(
      ResourceType<?> type, MultivaluedMap<String, String> query, String route) {
    List<Predicate<Resource<?>>> filters = new ArrayList<>();
    if (Tagged.class.isAssignableFrom(type.specClass())) {
      for (TagQuery tag : TagQuery.of(query)) {
        filters.add(resource -> tag.matches(((Tagged) resource.spec()).tagSets()));
      }
    }
    String gateway = query.getFirst("gateway");
    if (type.specClass() == Dataplane.class && gateway != null && !gateway.isEmpty()) {
      Predicate<Dataplane> wanted = isGateway(gateway, route);
      filters.add(resource -> wanted.test((Dataplane) resource.spec()));
    }
    return filters.stream().reduce(Predicate::and);
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
