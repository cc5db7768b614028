package io.kuma.rest;

import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.resource.dataplane.Dataplane;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The queries that only lists of Dataplanes have: {@code tag=key:value}, where a part of the value
 * is enough, and {@code gateway=true|false|builtin|delegated}.
 */
final class DataplaneFilter {
  private DataplaneFilter() {}

  /** Empty if nothing of the kind is asked. */
  static Optional<Predicate<Resource<?>>> of(
      ResourceType<?> type, MultivaluedMap<String, String> query, String route) {
    if (type.specClass() != Dataplane.class) {
      return Optional.empty();
    }
    List<Predicate<Dataplane>> filters = new ArrayList<>();
    for (String tag : query.getOrDefault("tag", List.of())) {
      // The contract ignores a key without a value.
      if (tag.contains(":")) {
        filters.add(hasTag(tag));
      }
    }
    String gateway = query.getFirst("gateway");
    if (gateway != null && !gateway.isEmpty()) {
      filters.add(isGateway(gateway, route));
    }
    return filters.stream()
        .reduce(Predicate::and)
        .map(wanted -> resource -> wanted.test((Dataplane) resource.spec()));
  }

  private static Predicate<Dataplane> hasTag(String tag) {
    int colon = tag.indexOf(':');
    String key = tag.substring(0, colon);
    String value = tag.substring(colon + 1);
    return dataplane ->
        dataplane.tagSets().stream()
            .map(Map::entrySet)
            .flatMap(Set::stream)
            .anyMatch(one -> one.getKey().equals(key) && one.getValue().contains(value));
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
