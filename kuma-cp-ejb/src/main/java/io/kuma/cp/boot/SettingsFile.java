package io.kuma.cp.boot;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.cp.boot.SettingPlaces.Place;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration file in YAML (contract 5), read as the variables that say the same in the
 * environment, so that whoever reads settings reads one form of them.
 */
final class SettingsFile {
  private final String name;
  private final SortedMap<String, Value> values = new TreeMap<>();
  private final List<String> withoutEffect = new ArrayList<>();

  private SettingsFile(String name) {
    this.name = name;
  }

  /**
   * What a variable would be set to.
   *
   * @param path where it stands in the file
   * @param alias of the variable; empty for none
   */
  record Value(String path, String alias, String text) {}

  /**
   * Reads a file.
   *
   * @throws BadSetting in one sentence that names the file, and the place in it
   */
  static SettingsFile read(String name) {
    SettingsFile file = new SettingsFile(name);
    JsonNode tree = file.parse();
    if (tree.isObject()) {
      file.readGroup("", tree);
    } else if (!tree.isNull()) {
      throw file.bad("must be an object with " + names(""));
    }
    return file;
  }

  /** By the name of the variable. */
  SortedMap<String, Value> values() {
    return values;
  }

  /** Paths of what upstream knows and this control plane does not. */
  List<String> withoutEffect() {
    return withoutEffect;
  }

  String name() {
    return name;
  }

  private JsonNode parse() {
    try {
      return new JacksonResourceCodec().parseYaml(Files.readString(Path.of(name)));
    } catch (IOException e) {
      throw new BadSetting(
          "The file " + name + " cannot be read (" + e.getClass().getSimpleName() + ").");
    } catch (MalformedJson e) {
      throw bad(
          "is no YAML that can be used: "
              + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "));
    }
  }

  private void readGroup(String prefix, JsonNode group) {
    group
        .properties()
        .iterator()
        .forEachRemaining(entry -> read(prefix, entry.getKey(), entry.getValue()));
  }

  private void read(String prefix, String key, JsonNode node) {
    String path = SettingPlaces.spelled(prefix + key);
    Place place = SettingPlaces.ALL.get(path);
    if (place != null) {
      put(path, place, node);
    } else if (SettingPlaces.isGroup(path)) {
      if (node.isObject()) {
        readGroup(path + ".", node);
      } else if (!node.isNull()) {
        throw bad(path + " must be an object with " + names(path + "."));
      }
    } else if (SettingPlaces.isWithoutEffect(path)) {
      withoutEffect.add(path);
    } else {
      String where =
          prefix.isEmpty() ? "at the top" : "in " + prefix.substring(0, prefix.length() - 1);
      throw bad(path + " is not known; " + where + " there are " + names(prefix));
    }
  }

  private void put(String path, Place place, JsonNode node) {
    if (!node.isNull()) {
      String text = place.isList() ? list(path, place, node) : text(path, node);
      values.put(place.setting().env(), new Value(path, place.setting().alias(), text));
    }
  }

  private String list(String path, Place place, JsonNode node) {
    if (!node.isArray()) {
      throw bad(path + " must be a list");
    }
    if (place.holdsObjects()) {
      return node.isEmpty() ? "" : node.toString();
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String where = path + "[" + i + "]";
      String item = text(where, node.get(i));
      if (item.contains(",")) {
        throw bad(where + " must not have a comma in it");
      }
      items.add(item);
    }
    // Nothing at all would be the default, which need not be an empty list.
    return items.isEmpty() ? "," : String.join(",", items);
  }

  private String text(String path, JsonNode node) {
    if (!node.isValueNode()) {
      throw bad(path + " must be one value");
    }
    return node.asText();
  }

  private static String names(String prefix) {
    return String.join(", ", SettingPlaces.names(prefix));
  }

  private BadSetting bad(String what) {
    return new BadSetting(name + ": " + what + ".");
  }
}
