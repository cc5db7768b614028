package io.kuma.resource.validate;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a SPIFFE ID looks like. See <a
 * href="https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md">the standard</a>; the
 * words are those of its Go library, which clients know.
 */
public final class SpiffeIds {
  private static final String SCHEME = "spiffe://";
  private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9._-]*");
  private static final Pattern SEGMENT = Pattern.compile("[a-zA-Z0-9._-]*");

  private SpiffeIds() {}

  /** What is wrong with {@code id}, if anything. */
  public static Optional<String> problem(String id) {
    if (id.isEmpty()) {
      return Optional.of("cannot be empty");
    }
    if (!id.startsWith(SCHEME)) {
      return Optional.of("scheme is missing or invalid");
    }
    int slash = id.indexOf('/', SCHEME.length());
    int end = slash < 0 ? id.length() : slash;
    String trustDomain = id.substring(SCHEME.length(), end);
    if (!TRUST_DOMAIN.matcher(trustDomain).matches()) {
      return Optional.of(
          "trust domain characters are limited to lowercase letters, numbers, dots, dashes, and"
              + " underscores");
    }
    if (trustDomain.isEmpty()) {
      return Optional.of("trust domain is missing");
    }
    return pathProblem(id.substring(end));
  }

  private static Optional<String> pathProblem(String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      if (!SEGMENT.matcher(segment).matches()) {
        return Optional.of(
            "path segment characters are limited to letters, numbers, dots, dashes, and"
                + " underscores");
      }
      if (segment.isEmpty()) {
        return Optional.of(
            i == segments.length - 1
                ? "path cannot have a trailing slash"
                : "path cannot contain empty segments");
      }
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.of("path cannot contain dot segments");
      }
    }
    return Optional.empty();
  }
}
