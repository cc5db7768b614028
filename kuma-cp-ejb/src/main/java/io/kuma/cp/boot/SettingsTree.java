package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.model.json.GoDuration;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;

/**
 * Shows settings in the tree of the reference configuration. Files are named, their content never
 * shows, nor do passwords.
 */
final class SettingsTree {
  private SettingsTree() {}

  static ObjectNode of(Record settings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      put(tree, name(component), value(component, settings));
    }
    return tree;
  }

  private static void put(ObjectNode tree, String name, Object value) {
    if (value instanceof Record inner) {
      tree.set(name, of(inner));
    } else if (value instanceof Integer number) {
      tree.put(name, number);
    } else if (value instanceof Boolean flag) {
      tree.put(name, flag);
    } else if (value instanceof Duration duration) {
      tree.put(name, GoDuration.format(duration));
    } else if (value instanceof Enum<?> constant) {
      tree.put(name, SettingsReader.name(constant));
    } else if (value instanceof List<?> items) {
      ArrayNode array = tree.putArray(name);
      for (Object item : items) {
        if (item instanceof Record inner) {
          array.add(of(inner));
        } else {
          array.add(item.toString());
        }
      }
    } else {
      tree.put(name, value.toString());
    }
  }

  static Object value(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Settings cannot be shown from " + settings.getClass(), e);
    }
  }

  /** How it is spelled in the tree. */
  static String name(RecordComponent component) {
    JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
    return name == null ? component.getName() : name.value();
  }
}
