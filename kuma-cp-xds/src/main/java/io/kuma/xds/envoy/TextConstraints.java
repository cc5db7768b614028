package io.kuma.xds.envoy;

import io.envoyproxy.pgv.validate.Validate.StringRules;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Envoy's API demands of texts beyond their length. */
final class TextConstraints {
  /** The patterns that the API uses; there are few. */
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private static final String NAME_STRICT = "^:?[0-9a-zA-Z!#$%&'*+-.^_|~`]+$";
  private static final String VALUE_STRICT = "^[^\\x00-\\x08\\x0A-\\x1F\\x7F]*$";
  private static final String ONE_LINE = "^[^\\x00\\x0A\\x0D]*$";

  private TextConstraints() {}

  /** Why a text is refused. */
  static Optional<String> findBroken(StringRules rules, String text) {
    if (rules.hasConst() && !text.equals(rules.getConst())) {
      return Optional.of("value must equal " + rules.getConst());
    }
    if (rules.getInCount() > 0 && !rules.getInList().contains(text)) {
      return Optional.of("value must be in list " + rules.getInList());
    }
    if (rules.getNotInList().contains(text)) {
      return Optional.of("value must not be in list " + rules.getNotInList());
    }
    if (rules.hasPrefix() && !text.startsWith(rules.getPrefix())) {
      return Optional.of("value does not have prefix \"" + rules.getPrefix() + "\"");
    }
    if (rules.hasSuffix() && !text.endsWith(rules.getSuffix())) {
      return Optional.of("value does not have suffix \"" + rules.getSuffix() + "\"");
    }
    String pattern = rules.hasPattern() ? rules.getPattern() : known(rules);
    return pattern == null || matches(pattern, text)
        ? Optional.empty()
        : Optional.of("value does not match regex pattern \"" + pattern + "\"");
  }

  private static boolean matches(String pattern, String text) {
    return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
  }

  private static @Nullable String known(StringRules rules) {
    boolean strict = !rules.hasStrict() || rules.getStrict();
    return switch (rules.getWellKnownRegex()) {
      case HTTP_HEADER_NAME -> strict ? NAME_STRICT : ONE_LINE;
      case HTTP_HEADER_VALUE -> strict ? VALUE_STRICT : ONE_LINE;
      case UNKNOWN -> null;
    };
  }
}
