package io.kuma.rest;

import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which resources of a list are asked for (contract 2.4): {@code name} is a part of the name,
 * {@code filter[labels.key]} is a label's value, and a few types have queries of their own. All of
 * them must hold.
 */
final class ListFilter {
  private static final Pattern FILTER = Pattern.compile("filter\\[([^]]*)](.*)");
  private static final String LABELS = "labels.";

  private ListFilter() {}

  /**
   * Reads the query.
   *
   * @param route the route's template, with which the contract names a bad parameter
   */
  static Predicate<Resource<?>> of(
      ResourceType<?> type, MultivaluedMap<String, String> query, String route) {
    Predicate<Resource<?>> filter = resource -> true;
    String name = query.getFirst("name");
    if (name != null && !name.isEmpty()) {
      filter = filter.and(resource -> resource.name().contains(name));
    }
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      if (parameter.getKey().startsWith("filter[")) {
        String label = labelOf(parameter.getKey(), route);
        for (String value : parameter.getValue()) {
          filter = filter.and(resource -> value.equals(resource.meta().labels().get(label)));
        }
      }
    }
    return filter.and(DataplaneFilter.of(type, query, route));
  }

  private static String labelOf(String parameter, String route) {
    Matcher matcher = FILTER.matcher(parameter);
    if (!matcher.matches() || !matcher.group(1).startsWith(LABELS)) {
      throw bad(route, parameter, "is not supported");
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
