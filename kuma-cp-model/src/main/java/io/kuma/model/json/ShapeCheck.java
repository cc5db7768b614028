package io.kuma.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Violations;
import io.kuma.model.schema.Schema;
import io.kuma.model.schema.Schema.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares a tree with a schema and says what does not fit, in the words of the OpenAPI validator
 * that upstream uses ({@code spec.to in body must be of type array: "object"}).
 *
 * <p>One check may report several problems, also of one value: its type and that it is none of the
 * allowed values. Problems are sorted by their text; upstream's come in random order.
 */
final class ShapeCheck {
  /**
   * What has a pattern is a name of some kind; some patterns would exhaust the stack beyond this.
   */
  private static final int MAX_PATTERN_LENGTH = 1024;

  private final List<String> problems = new ArrayList<>();

  /** Checks {@code value}, which stands at {@code path}. */
  ShapeCheck value(Schema schema, JsonNode value, String path) {
    if (schema instanceof Schema.Obj obj) {
      if (isOf("object", value, value.isObject(), path)) {
        obj.fields().forEach((name, field) -> field(field, value.get(name), path, name));
      }
    } else if (schema instanceof Schema.Dict dict) {
      if (isOf("object", value, value.isObject(), path)) {
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
          value(dict.values(), entry.getValue(), path + "." + entry.getKey());
        }
      }
    } else if (schema instanceof Schema.Arr arr) {
      list(arr, value, path);
    } else if (schema instanceof Schema.Text text) {
      text(text, value, path);
    } else if (schema instanceof Schema.Int number) {
      whole(number, value, path);
    } else if (schema instanceof Schema.IntOrText) {
      isOf("integer,string", value, value.isTextual() || isWhole(value), path);
    } else if (schema instanceof Schema.Num) {
      isOf("number", value, value.isNumber(), path);
    } else if (schema instanceof Schema.Bool) {
      isOf("boolean", value, value.isBoolean(), path);
    }
    return this;
  }

  /** Reports a missing field of the object at {@code path}. */
  ShapeCheck required(@Nullable JsonNode value, String path, String name) {
    if (value == null) {
      problem(path + "." + name + " in body is required");
    }
    return this;
  }

  /**
   * Hands over what was found. The contract shows the path as a field only below {@code spec.};
   * everywhere else it is part of the message.
   */
  void report(Violations violations) {
    problems.stream()
        .sorted()
        .forEach(
            problem -> {
              int blank = problem.indexOf(' ');
              if (problem.startsWith("spec.") && blank > 0) {
                violations.add(problem.substring(0, blank), problem.substring(blank + 1));
              } else {
                violations.add("", problem);
              }
            });
  }

  /** Reports the fields of {@code value} that {@code schema} does not know. */
  static void unknownFields(Schema schema, JsonNode value, Violations.Path path) {
    if (schema instanceof Schema.Obj obj && value.isObject()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        Field field = obj.fields().get(entry.getKey());
        if (field == null) {
          path.field(entry.getKey()).add("unknown field");
        } else {
          unknownFields(field.schema(), entry.getValue(), path.field(entry.getKey()));
        }
      }
    } else if (schema instanceof Schema.Dict dict && value.isObject()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        unknownFields(dict.values(), entry.getValue(), path.key(entry.getKey()));
      }
    } else if (schema instanceof Schema.Arr arr && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        unknownFields(arr.items(), value.get(i), path.index(i));
      }
    }
  }

  private void field(Field field, @Nullable JsonNode value, String path, String name) {
    if (value != null) {
      value(field.schema(), value, path + "." + name);
    } else if (field.required()) {
      required(null, path, name);
    }
  }

  private void list(Schema.Arr schema, JsonNode value, String path) {
    if (!isOf("array", value, value.isArray(), path)) {
      return;
    }
    if (schema.minItems() != null && value.size() < schema.minItems()) {
      add(path, "should have at least " + schema.minItems() + " items");
    }
    if (schema.maxItems() != null && value.size() > schema.maxItems()) {
      add(path, "should have at most " + schema.maxItems() + " items");
    }
    for (int i = 0; i < value.size(); i++) {
      value(schema.items(), value.get(i), path + "[" + i + "]");
    }
  }

  private void text(Schema.Text schema, JsonNode value, String path) {
    if (!schema.allowed().isEmpty()
        && !(value.isTextual() && schema.allowed().contains(value.textValue()))) {
      add(path, "should be one of [" + String.join(" ", schema.allowed()) + "]");
    }
    if (!isOf("string", value, value.isTextual(), path)) {
      return;
    }
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (schema.minLength() != null && length < schema.minLength()) {
      add(path, "should be at least " + schema.minLength() + " chars long");
    } else if (schema.maxLength() != null && length > schema.maxLength()) {
      add(path, "should be at most " + schema.maxLength() + " chars long");
    } else if (schema.pattern() != null && length > MAX_PATTERN_LENGTH) {
      add(path, "should be at most " + MAX_PATTERN_LENGTH + " chars long");
    } else if (schema.pattern() != null
        && !Pattern.compile(schema.pattern()).matcher(text).find()) {
      add(path, "should match '" + schema.pattern() + "'");
    }
    if (schema.format() != null) {
      TextFormat.problem(schema.format(), text).ifPresent(problem -> add(path, problem));
    }
  }

  private void whole(Schema.Int schema, JsonNode value, String path) {
    if (!schema.allowed().isEmpty()
        && !(isWhole(value) && isIn(schema.allowed(), value.decimalValue()))) {
      List<String> allowed = schema.allowed().stream().map(String::valueOf).toList();
      add(path, "should be one of [" + String.join(" ", allowed) + "]");
    }
    if (!isOf("integer", value, isWhole(value), path)) {
      return;
    }
    Range range = Range.of(schema);
    BigDecimal number = value.decimalValue();
    if (number.compareTo(BigDecimal.valueOf(range.minimum())) < 0) {
      add(path, "should be greater than or equal to " + range.minimum());
    }
    if (number.compareTo(BigDecimal.valueOf(range.maximum())) > 0) {
      add(path, "should be less than or equal to " + range.maximum());
    }
  }

  private boolean isOf(String type, JsonNode value, boolean fits, String path) {
    if (!fits) {
      problem(
          path + " in body must be of type " + type + ": " + GoQuote.quote(JsonTypes.of(value)));
    }
    return fits;
  }

  private void add(String path, String problem) {
    problem(path + " in body " + problem);
  }

  /** One more than are reported, so that the report says that there are more. */
  private void problem(String text) {
    if (problems.size() <= Violations.MOST) {
      problems.add(text);
    }
  }

  private static boolean isIn(List<Long> allowed, BigDecimal number) {
    return allowed.stream().anyMatch(one -> BigDecimal.valueOf(one).compareTo(number) == 0);
  }

  /** JSON knows one kind of numbers: 5.0 is whole. */
  private static boolean isWhole(JsonNode value) {
    if (!value.isNumber() || Double.isInfinite(value.doubleValue())) {
      return false;
    }
    return value.isIntegralNumber() || value.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  /** What a whole number may be: the limits of its schema and those of its size in memory. */
  private record Range(long minimum, long maximum) {
    static Range of(Schema.Int schema) {
      boolean isInt = !"int64".equals(schema.format());
      long smallest = isInt ? Integer.MIN_VALUE : Long.MIN_VALUE;
      long largest = isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
      return new Range(
          schema.minimum() == null ? smallest : Math.max(smallest, schema.minimum()),
          schema.maximum() == null ? largest : Math.min(largest, schema.maximum()));
    }
  }
}
