package io.kuma.cp.boot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A setting that is a list of objects: records whose components are texts, empty where an object is
 * silent. In the environment it is JSON.
 */
final class SettingsList {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SettingsList() {}

  static <R extends Record> List<R> read(String setting, String text, Class<R> type) {
    List<R> items = new ArrayList<>();
    if (!text.isEmpty()) {
      JsonNode list = parse(setting, text, type);
      for (int i = 0; i < list.size(); i++) {
        items.add(item(setting + "[" + i + "]", list.get(i), type));
      }
    }
    return List.copyOf(items);
  }

  private static JsonNode parse(String setting, String text, Class<?> type) {
    String reason = "";
    try {
      JsonNode list = JSON.readTree(text);
      if (list.isArray()) {
        return list;
      }
    } catch (JsonProcessingException e) {
      reason = " (" + e.getOriginalMessage() + ")";
    }
    throw new BadSetting(
        setting + " must be a JSON list of objects with " + names(type) + reason + ".");
  }

  private static <R extends Record> R item(String where, JsonNode object, Class<R> type) {
    if (!object.isObject()) {
      throw new BadSetting(where + " must be an object with " + names(type) + ".");
    }
    RecordComponent[] components = type.getRecordComponents();
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (Arrays.stream(components).noneMatch(known -> known.getName().equals(name))) {
                throw new BadSetting(
                    where + "." + name + " is not known; there are " + names(type) + ".");
              }
            });
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonNode value = object.path(components[i].getName());
      if (value.isContainerNode()) {
        throw new BadSetting(where + "." + components[i].getName() + " must be a text.");
      }
      values[i] = value.isNull() ? "" : value.asText();
      types[i] = components[i].getType();
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Settings cannot be read into " + type, e);
    }
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.joining(", "));
  }
}
