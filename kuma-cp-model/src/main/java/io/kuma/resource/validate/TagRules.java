package io.kuma.resource.validate;

import io.kuma.model.Tags;
import io.kuma.model.Violations.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What tags may look like, at the place where they stand.
 *
 * @param values what values consist of
 * @param valueMessage what is said of other values
 * @param required at least one
 * @param serviceRequired the tag {@code kuma.io/service} has to be among them
 * @param rejectedKeys keys that must not be
 */
public record TagRules(
    Pattern values,
    String valueMessage,
    boolean required,
    boolean serviceRequired,
    Set<String> rejectedKeys) {

  private static final Pattern KEYS = Pattern.compile("[a-zA-Z0-9.\\-_:/]*");

  /** Tags that something has. */
  public static final TagRules TAGS =
      new TagRules(
          Pattern.compile("[a-zA-Z0-9.\\-_:]*"),
          "tag value must consist of alphanumeric characters, dots, dashes and underscores",
          false,
          false,
          Set.of());

  /** Tags that select what has them; {@code *} stands for any value. */
  public static final TagRules SELECTOR =
      new TagRules(
          Pattern.compile("[a-zA-Z0-9.\\-_:/]*|\\*"),
          "tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores"
              + " or be \"*\"",
          false,
          false,
          Set.of());

  public TagRules {
    rejectedKeys = Set.copyOf(rejectedKeys);
  }

  public TagRules requireOne() {
    return new TagRules(values, valueMessage, true, serviceRequired, rejectedKeys);
  }

  public TagRules requireService() {
    return new TagRules(values, valueMessage, required, true, rejectedKeys);
  }

  public TagRules reject(Set<String> keys) {
    return new TagRules(values, valueMessage, required, serviceRequired, keys);
  }

  /** Reports every problem, in the order of the keys. */
  public void check(Path path, Map<String, String> tags) {
    if (required && tags.isEmpty()) {
      path.add("must have at least one tag");
    }
    new TreeMap<>(tags).forEach((key, value) -> check(path, key, value));
    if (serviceRequired && !tags.containsKey(Tags.SERVICE)) {
      path.add("mandatory tag \"" + Tags.SERVICE + "\" is missing");
    }
  }

  private void check(Path path, String key, String value) {
    Path entry = path.key(key);
    if (key.isEmpty()) {
      path.add("tag name must be non-empty");
    }
    if (!KEYS.matcher(key).matches()) {
      entry.add(
          "tag name must consist of alphanumeric characters, dots, dashes, slashes and"
              + " underscores");
    }
    if (rejectedKeys.contains(key)) {
      entry.add("tag name must not be \"" + key + "\"");
    }
    if (value.isEmpty()) {
      entry.add("tag value must be non-empty");
    }
    if (!values.matcher(value).matches()) {
      entry.add(valueMessage);
    }
  }
}
