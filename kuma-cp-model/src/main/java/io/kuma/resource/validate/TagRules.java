package io.kuma.resource.validate;

import io.kuma.model.Tags;
import io.kuma.model.Violations.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tags may look like, at the place where they stand.
 *
 * @param values what values consist of
 * @param valueMessage what is said of other values
 * @param required at least one
 * @param serviceRequired the tag {@code kuma.io/service} has to be among them
 * @param rejectedKeys keys that must not be
 * @param onlyKey the only key there may be, and has to be; null if there may be others
 * @param protocols what the tag {@code kuma.io/protocol} has to be one of; empty if it may be
 *     absent
 */
public record TagRules(
    Pattern values,
    String valueMessage,
    boolean required,
    boolean serviceRequired,
    Set<String> rejectedKeys,
    @Nullable String onlyKey,
    List<String> protocols) {

  private static final Pattern KEYS = Pattern.compile("[a-zA-Z0-9.\\-_:/]*");

  /** Tags that something has. */
  public static final TagRules TAGS =
      new TagRules(
          Pattern.compile("[a-zA-Z0-9.\\-_:]*"),
          "tag value must consist of alphanumeric characters, dots, dashes and underscores",
          false,
          false,
          Set.of(),
          null,
          List.of());

  /** Tags that select what has them; {@code *} stands for any value. */
  public static final TagRules SELECTOR =
      new TagRules(
          Pattern.compile("[a-zA-Z0-9.\\-_:/]*|\\*"),
          "tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores"
              + " or be \"*\"",
          false,
          false,
          Set.of(),
          null,
          List.of());

  public TagRules {
    rejectedKeys = Set.copyOf(rejectedKeys);
    protocols = List.copyOf(protocols);
  }

  public TagRules requireOne() {
    return new TagRules(
        values, valueMessage, true, serviceRequired, rejectedKeys, onlyKey, protocols);
  }

  public TagRules requireService() {
    return new TagRules(values, valueMessage, required, true, rejectedKeys, onlyKey, protocols);
  }

  public TagRules reject(Set<String> keys) {
    return new TagRules(values, valueMessage, required, serviceRequired, keys, onlyKey, protocols);
  }

  /** One tag, with this key. */
  public TagRules allowOnly(String key) {
    return new TagRules(
        values, valueMessage, required, serviceRequired, rejectedKeys, key, protocols);
  }

  /** The tag {@code kuma.io/protocol}, with one of these values. */
  public TagRules requireProtocol(String... names) {
    return new TagRules(
        values, valueMessage, required, serviceRequired, rejectedKeys, onlyKey, List.of(names));
  }

  /** Whether tags can have this name. */
  public static boolean isName(String text) {
    return KEYS.matcher(text).matches();
  }

  /** Reports every problem, in the order of the keys. */
  public void check(Path path, Map<String, String> tags) {
    if (required && tags.isEmpty()) {
      path.add("must have at least one tag");
    }
    if (onlyKey != null && !tags.keySet().equals(Set.of(onlyKey))) {
      path.add("must consist of exactly one tag \"" + onlyKey + "\"");
    }
    if (!protocols.isEmpty()) {
      checkProtocol(path, tags.get(Tags.PROTOCOL));
    }
    new TreeMap<>(tags).forEach((key, value) -> check(path, key, value));
    if (serviceRequired && !tags.containsKey(Tags.SERVICE)) {
      path.add("mandatory tag \"" + Tags.SERVICE + "\" is missing");
    }
  }

  private void checkProtocol(Path path, @Nullable String protocol) {
    if (protocol == null) {
      path.add("protocol must be specified");
    } else if (!protocols.contains(protocol)) {
      path.key(Tags.PROTOCOL).add("must be one of the [" + String.join(", ", protocols) + "]");
    }
  }

  private void check(Path path, String key, String value) {
    Path entry = path.key(key);
    if (key.isEmpty()) {
      path.add("tag name must be non-empty");
    }
    if (!isName(key)) {
      entry.add(
          "tag name must consist of alphanumeric characters, dots, dashes, slashes and"
              + " underscores");
    }
    if (rejectedKeys.contains(key)) {
      entry.add("tag name must not be \"" + key + "\"");
    }
    if (onlyKey != null && !onlyKey.equals(key)) {
      entry.add("tag \"" + key + "\" is not allowed");
    }
    if (value.isEmpty()) {
      entry.add("tag value must be non-empty");
    }
    if (!values.matcher(value).matches()) {
      entry.add(valueMessage);
    }
  }
}
