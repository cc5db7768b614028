package io.kuma.model.schema;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the limits of one type and remembers which were asked for, so that a limit that the
 * type cannot have is refused instead of being ignored.
 */
final class LimitsReader {
  private final @Nullable Limits limits;
  private final Set<String> given = new LinkedHashSet<>();

  LimitsReader(@Nullable Limits limits) {
    this.limits = limits;
    if (limits != null) {
      note("minimum", limits.minimum() != Long.MIN_VALUE);
      note("maximum", limits.maximum() != Long.MAX_VALUE);
      note("minLength", limits.minLength() >= 0);
      note("maxLength", limits.maxLength() >= 0);
      note("minItems", limits.minItems() >= 0);
      note("maxItems", limits.maxItems() >= 0);
      note("pattern", !limits.pattern().isEmpty());
      note("format", !limits.format().isEmpty());
      note("oneOf", limits.oneOf().length > 0);
      note("oneOfText", limits.oneOfText().length > 0);
      note("listKeys", limits.listKeys().length > 0);
    }
  }

  @Nullable Long minimum() {
    return limits != null && given.remove("minimum") ? limits.minimum() : null;
  }

  @Nullable Long maximum() {
    return limits != null && given.remove("maximum") ? limits.maximum() : null;
  }

  @Nullable Integer minLength() {
    return limits != null && given.remove("minLength") ? limits.minLength() : null;
  }

  @Nullable Integer maxLength() {
    return limits != null && given.remove("maxLength") ? limits.maxLength() : null;
  }

  @Nullable Integer minItems() {
    return limits != null && given.remove("minItems") ? limits.minItems() : null;
  }

  @Nullable Integer maxItems() {
    return limits != null && given.remove("maxItems") ? limits.maxItems() : null;
  }

  @Nullable String pattern() {
    return limits != null && given.remove("pattern") ? limits.pattern() : null;
  }

  @Nullable String format(@Nullable String implied) {
    if (limits == null || !given.remove("format")) {
      return implied;
    }
    return limits.format().equals(Limits.NO_FORMAT) ? null : limits.format();
  }

  List<Long> oneOf() {
    return limits != null && given.remove("oneOf")
        ? Arrays.stream(limits.oneOf()).boxed().toList()
        : List.of();
  }

  List<String> oneOfText() {
    return limits != null && given.remove("oneOfText") ? List.of(limits.oneOfText()) : List.of();
  }

  List<String> listKeys() {
    return limits != null && given.remove("listKeys") ? List.of(limits.listKeys()) : List.of();
  }

  void refuseRest() {
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("its type cannot have the limits " + given);
    }
  }

  private void note(String name, boolean isGiven) {
    if (isGiven) {
      given.add(name);
    }
  }
}
