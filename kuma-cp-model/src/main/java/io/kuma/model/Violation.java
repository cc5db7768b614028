package io.kuma.model;

/**
 * One reason why a resource is refused.
 *
 * @param field path from the resource's root, such as {@code
 *     spec.to[0].default.http.requestTimeout}
 */
public record Violation(String field, String message) {}
