package io.kuma.rest;

import io.kuma.core.role.ResourceView;
import io.kuma.core.store.ListOptions;
import io.kuma.core.store.ResourcePage;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.model.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of a list are asked for (contract 2.4): {@code name} is a part of the name,
 * {@code filter[labels.key]} is a label's value, and a few types have queries of their own. All of
 * them must hold.
 *
 * @param options what the store finds
 * @param beyond what it cannot; then all that it finds has to be looked at
 */
record ListFilter(ListOptions options, Optional<Predicate<Resource<?>>> beyond) {
  private static final Pattern FILTER = Pattern.compile("filter\\[([^]]*)](.*)");
  private static final String LABELS = "labels.";

  /**
   * Reads the query.
   *
   * @param route the route's template, with which the contract names a bad parameter
   */
  static ListFilter of(ResourceType<?> type, MultivaluedMap<String, String> query, String route) {
    String name = query.getFirst("name");
    List<ListOptions.Label> labels = new ArrayList<>();
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      if (parameter.getKey().startsWith("filter[")) {
        String label = labelOf(parameter.getKey(), route);
        parameter.getValue().forEach(value -> labels.add(new ListOptions.Label(label, value)));
      }
    }
    return new ListFilter(
        new ListOptions(name == null ? "" : name, labels, 0, Integer.MAX_VALUE),
        Stream.of(TagFilter.of(type, query), DataplaneFilter.of(type, query, route))
            .flatMap(Optional::stream)
            .reduce(Predicate::and));
  }

  /** One page of what is asked for; of one mesh, or of all if {@code mesh} is null. */
  <S extends Spec> ResourcePage<S> read(
      ResourceView view, ResourceType<S> type, @Nullable String mesh, Page page) {
    if (beyond.isEmpty()) {
      return view.list(type, mesh, options.page(page.offset(), page.size()));
    }
    List<Resource<S>> found =
        view.list(type, mesh, options).items().stream().filter(beyond.get()).toList();
    return ListOptions.ALL.page(page.offset(), page.size()).of(found);
  }

  private static String labelOf(String parameter, String route) {
    Matcher matcher = FILTER.matcher(parameter);
    if (!matcher.matches() || !matcher.group(1).startsWith(LABELS)) {
      throw bad(route, parameter, "filters are only supported on labels");
    }
    if (!matcher.group(2).isEmpty()) {
      throw bad(route, parameter, "advanced filters are not supported");
    }
    return matcher.group(1).substring(LABELS.length());
  }

  static Refused bad(String route, String parameter, String message) {
    return new Refused(
        Problem.invalid(
            "Could not retrieve resources",
            List.of(new Violation(route + "." + parameter, message))));
  }
}
