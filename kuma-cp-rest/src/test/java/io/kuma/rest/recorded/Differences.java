package io.kuma.rest.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two JSON trees differ, a line for each place. */
final class Differences {
  private static final int WIDTH = 160;

  private Differences() {}

  static List<String> between(JsonNode wanted, JsonNode got) {
    List<String> lines = new ArrayList<>();
    compare(wanted, got, "$", lines);
    return lines;
  }

  private static void compare(JsonNode wanted, JsonNode got, String at, List<String> lines) {
    if (wanted.isObject() && got.isObject()) {
      TreeSet<String> keys = new TreeSet<>();
      wanted.fieldNames().forEachRemaining(keys::add);
      got.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        String path = at + "." + key;
        if (!got.has(key)) {
          lines.add(path + ": missing, expected " + brief(wanted.get(key)));
        } else if (!wanted.has(key)) {
          lines.add(path + ": not expected, got " + brief(got.get(key)));
        } else {
          compare(wanted.get(key), got.get(key), path, lines);
        }
      }
    } else if (wanted.isArray() && got.isArray()) {
      if (wanted.size() != got.size()) {
        lines.add(at + ": expected " + wanted.size() + " elements, got " + got.size());
      }
      for (int i = 0; i < Math.min(wanted.size(), got.size()); i++) {
        compare(wanted.get(i), got.get(i), at + "[" + i + "]", lines);
      }
    } else if (!same(wanted, got)) {
      lines.add(at + ": expected " + brief(wanted) + ", got " + brief(got));
    }
  }

  private static boolean same(JsonNode wanted, JsonNode got) {
    boolean numbers = wanted.isNumber() && got.isNumber();
    return numbers ? wanted.decimalValue().compareTo(got.decimalValue()) == 0 : wanted.equals(got);
  }

  private static String brief(JsonNode tree) {
    String text = tree.toString();
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "...";
  }
}
