package io.kuma.rest;

import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.externalservice.ExternalService;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The query {@code tag=key:value} of lists of what has tags, Dataplanes and ExternalServices. A
 * part of the value is enough; of several tags all have to be there.
 */
final class TagFilter {
  private static final Set<Class<? extends Spec>> TAGGED =
      Set.of(Dataplane.class, ExternalService.class);

  private TagFilter() {}

  /** Empty if nothing of the kind is asked. */
  static Optional<Predicate<Resource<?>>> of(
      ResourceType<?> type, MultivaluedMap<String, String> query) {
    if (!TAGGED.contains(type.specClass())) {
      return Optional.empty();
    }
    // The contract ignores a key without a value.
    return query.getOrDefault("tag", List.of()).stream()
        .filter(tag -> tag.contains(":"))
        .map(TagFilter::hasTag)
        .reduce(Predicate::and);
  }

  private static Predicate<Resource<?>> hasTag(String tag) {
    int colon = tag.indexOf(':');
    String key = tag.substring(0, colon);
    String part = tag.substring(colon + 1);
    return resource ->
        tagSets(resource.spec()).stream()
            .map(Map::entrySet)
            .flatMap(Set::stream)
            .anyMatch(one -> one.getKey().equals(key) && one.getValue().contains(part));
  }

  private static List<Map<String, String>> tagSets(Spec spec) {
    if (spec instanceof Dataplane dataplane) {
      return dataplane.tagSets();
    }
    return spec instanceof ExternalService service ? List.of(service.tags()) : List.of();
  }
}
