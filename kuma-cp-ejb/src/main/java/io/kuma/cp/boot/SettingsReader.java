package io.kuma.cp.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kuma.model.json.GoDuration;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the tree of settings from the environment, or says in one sentence why not. */
final class SettingsReader {
  private final Function<String, Optional<String>> source;

  SettingsReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  <R extends Record> R read(Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = Arrays.stream(components).map(this::value).toArray();
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Settings cannot be read into " + type, e);
    }
  }

  private Object value(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      return read(component.getType().asSubclass(Record.class));
    }
    String text = read(setting.env());
    if (text.isEmpty() && !setting.alias().isEmpty()) {
      text = read(setting.alias());
    }
    String value = text.isEmpty() ? setting.value() : text;
    return component.getGenericType() instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> item
            && item.isRecord()
        ? SettingsList.read(setting.env(), value, item.asSubclass(Record.class))
        : parse(component.getType(), setting, value);
  }

  private String read(String name) {
    return source.apply(name).map(String::strip).orElse("");
  }

  private static Object parse(Class<?> type, Setting setting, String text) {
    if (type == String.class) {
      return text;
    } else if (type == HiddenText.class) {
      return new HiddenText(text);
    } else if (type == boolean.class) {
      return bool(setting, text);
    } else if (type == int.class) {
      return number(setting, text);
    } else if (type == Duration.class) {
      return duration(setting, text);
    } else if (type == List.class) {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .toList();
    } else if (type.isEnum()) {
      return choice(type, setting, text);
    }
    throw new LinkageError("Settings of " + type + " cannot be read");
  }

  private static boolean bool(Setting setting, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw bad(setting, text, "true or false");
    };
  }

  private static int number(Setting setting, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= setting.min() && number <= setting.max()) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw bad(setting, text, numbers(setting));
    }
    throw bad(setting, text, numbers(setting));
  }

  private static String numbers(Setting setting) {
    return setting.max() == Integer.MAX_VALUE
        ? "a whole number, at least " + setting.min()
        : "a whole number from " + setting.min() + " to " + setting.max();
  }

  private static Duration duration(Setting setting, String text) {
    try {
      Duration duration = GoDuration.parse(text);
      if (duration.compareTo(Duration.ofMillis(setting.min())) >= 0) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      throw bad(setting, text, durations(setting));
    }
    throw bad(setting, text, durations(setting));
  }

  private static String durations(Setting setting) {
    return (setting.min() > 0 ? "a duration longer than 0" : "a duration")
        + ", such as 10s, 1m30s or 250ms";
  }

  private static Object choice(Class<?> type, Setting setting, String text) {
    List<Object> constants = List.of(type.getEnumConstants());
    return constants.stream()
        .filter(constant -> name((Enum<?>) constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    setting,
                    text,
                    "one of "
                        + constants.stream()
                            .map(constant -> name((Enum<?>) constant))
                            .collect(Collectors.joining(", "))));
  }

  /** How a constant is spelled in the environment and in {@code /config}. */
  static String name(Enum<?> constant) {
    try {
      JsonProperty name =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return name == null ? constant.name().toLowerCase(Locale.ROOT) : name.value();
    } catch (NoSuchFieldException e) {
      throw new LinkageError("An enum without its constant", e);
    }
  }

  private static BadSetting bad(Setting setting, String text, String allowed) {
    return new BadSetting(setting.env() + " is \"" + text + "\", but must be " + allowed + ".");
  }
}
