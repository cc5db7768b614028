package io.kuma.cp.boot;

import io.kuma.cp.boot.SettingPlaces.Place;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a configuration file that shows every setting and sets none. */
final class ConfigurationFile {
  private static final String HEAD =
      """
      # Settings of the control plane, for: bin/kuma-cp run -c conf/kuma-cp.conf.yml
      # Every line shows what counts without it; take its "#" away and change it. Behind it stands the variable that sets the
      # same in the environment, and that comes first if both are there.

      """;

  private ConfigurationFile() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    write(tree(), "", text);
    return text.toString();
  }

  /** Groups of our own stand with those that they belong to. */
  private static Map<String, Object> tree() {
    Map<String, Object> root = new LinkedHashMap<>();
    SettingPlaces.ALL.forEach(
        (path, place) -> {
          String[] names = path.split("\\.");
          Map<String, Object> group = root;
          for (String name : Arrays.copyOf(names, names.length - 1)) {
            group = group(group, name);
          }
          group.put(names[names.length - 1], place);
        });
    return root;
  }

  @SuppressWarnings("unchecked") // groups are made here alone
  private static Map<String, Object> group(Map<String, Object> parent, String name) {
    return (Map<String, Object>)
        parent.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
  }

  private static void write(Map<?, ?> group, String indent, StringBuilder text) {
    group.forEach(
        (name, value) -> {
          if (value instanceof Place place) {
            text.append(indent)
                .append('#')
                .append(name)
                .append(": ")
                .append(shown(place))
                .append(" # ")
                .append(place.setting().env())
                .append(choices(place))
                .append('\n');
          } else if (value instanceof Map<?, ?> inner) {
            text.append(indent).append(name).append(":\n");
            write(inner, indent + "  ", text);
          }
        });
  }

  private static String shown(Place place) {
    String value = place.setting().value();
    if (place.isList()) {
      return Arrays.stream(value.split(","))
          .filter(item -> !item.isEmpty())
          .map(ConfigurationFile::quoted)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isEmpty() || place.type() == String.class ? quoted(value) : value;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String choices(Place place) {
    return place.type().isEnum()
        ? Arrays.stream(place.type().getEnumConstants())
            .map(constant -> SettingsReader.name((Enum<?>) constant))
            .collect(Collectors.joining(", ", ": ", ""))
        : "";
  }
}
