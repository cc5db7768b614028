package io.kuma.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes addresses of this API that clients can follow. */
final class Links {
  private Links() {}

  /**
   * The address of another page of the same list: the same query, sorted, with other numbers.
   *
   * @param rootUrl what it starts with; empty for the address that the caller used
   */
  static String toPage(UriInfo uri, Optional<String> rootUrl, Page page) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    TreeMap<String, List<String>> sorted = new TreeMap<>(query);
    sorted.put("offset", List.of(Integer.toString(page.offset())));
    sorted.put("size", List.of(Integer.toString(page.size())));
    String text =
        sorted.entrySet().stream()
            .flatMap(
                parameter ->
                    parameter.getValue().stream()
                        .map(value -> encode(parameter.getKey()) + "=" + encode(value)))
            .collect(Collectors.joining("&"));
    String root =
        rootUrl.orElseGet(() -> uri.getRequestUri().resolve("/").toString()).replaceAll("/+$", "");
    return root + uri.getRequestUri().getRawPath() + "?" + text;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
