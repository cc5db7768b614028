package io.kuma.cp.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where each setting stands in the configuration file (contract 5): paths such as {@code
 * store.postgres.host}. They are those of {@code GET /config}, and a few of ours that it does not
 * show.
 */
final class SettingPlaces {
  /** All of them, in the order of the records. */
  static final Map<String, Place> ALL = collectAll();

  /**
   * What upstream can be told in its file, and this control plane cannot; a test writes the list.
   */
  private static final List<String> WITHOUT_EFFECT = readWithoutEffect();

  private SettingPlaces() {}

  /** One setting. */
  record Place(Setting setting, Class<?> type, Optional<Class<?>> items) {
    private static Place of(Setting setting, RecordComponent component) {
      return new Place(
          setting,
          component.getType(),
          component.getGenericType() instanceof ParameterizedType list
                  && list.getActualTypeArguments()[0] instanceof Class<?> item
              ? Optional.of(item)
              : Optional.empty());
    }

    boolean isList() {
      return items.isPresent();
    }

    /** Otherwise items of a list are texts. */
    boolean holdsObjects() {
      return items.filter(Class::isRecord).isPresent();
    }
  }

  /** A path as it is spelled here. Case does not count, as it does not with upstream. */
  static String spelled(String path) {
    for (String place : ALL.keySet()) {
      if (place.equalsIgnoreCase(path)
          || place.regionMatches(true, 0, path + ".", 0, path.length() + 1)) {
        return place.substring(0, path.length());
      }
    }
    return path;
  }

  /** Whether settings stand below. */
  static boolean isGroup(String path) {
    return ALL.keySet().stream().anyMatch(place -> place.startsWith(path + "."));
  }

  /** The names right below a group, or at the top of the file if {@code prefix} is empty. */
  static SortedSet<String> names(String prefix) {
    SortedSet<String> names = new TreeSet<>();
    for (String place : ALL.keySet()) {
      if (place.startsWith(prefix)) {
        names.add(place.substring(prefix.length()).split("\\.", 2)[0]);
      }
    }
    return names;
  }

  /** Whether upstream knows a setting there, or a group of them, that has no effect here. */
  static boolean isWithoutEffect(String path) {
    return WITHOUT_EFFECT.stream()
        .anyMatch(
            known ->
                known.equals(path) || known.startsWith(path + ".") || path.startsWith(known + "."));
  }

  private static Map<String, Place> collectAll() {
    Map<String, Place> places = new LinkedHashMap<>();
    collect("", CpSettings.class, places);
    collect("store.encryption.", StoreEncryption.class, places);
    collect("audit.", AuditSettings.class, places);
    collect("server.", Preflight.ServerSettings.class, places);
    return Collections.unmodifiableMap(places);
  }

  private static void collect(String prefix, Class<?> group, Map<String, Place> places) {
    for (RecordComponent component : group.getRecordComponents()) {
      String path = prefix + SettingsTree.name(component);
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        collect(path + ".", component.getType(), places);
      } else {
        places.put(path, Place.of(setting, component));
      }
    }
  }

  private static List<String> readWithoutEffect() {
    String name = "settings-without-effect.txt";
    try (InputStream list = SettingPlaces.class.getResourceAsStream(name)) {
      if (list == null) {
        throw new LinkageError("There is no " + name);
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
