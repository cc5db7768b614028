package io.kuma.resource.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says where two documents differ. What is only for readers, descriptions and examples, is ours.
 */
public final class TreeDifferences {
  private final List<String> found = new ArrayList<>();

  private TreeDifferences() {}

  /** A line for each place, empty if both say the same. */
  public static List<String> between(JsonNode ours, JsonNode theirs) {
    TreeDifferences differences = new TreeDifferences();
    differences.compare("", ours, theirs);
    return List.copyOf(differences.found);
  }

  private void compare(String path, JsonNode ours, JsonNode theirs) {
    if (ours.isObject() && theirs.isObject()) {
      for (String name : names(ours, theirs)) {
        compare(path + "/" + name, ours.path(name), theirs.path(name));
      }
    } else if (ours.isArray() && theirs.isArray() && ours.size() == theirs.size()) {
      for (int i = 0; i < ours.size(); i++) {
        compare(path + "/" + i, ours.get(i), theirs.get(i));
      }
    } else if (ours.isNumber() && theirs.isNumber()) {
      if (ours.decimalValue().compareTo(theirs.decimalValue()) != 0) {
        differ(path, ours, theirs);
      }
    } else if (!ours.equals(theirs)) {
      differ(path, ours, theirs);
    }
  }

  private void differ(String path, JsonNode ours, JsonNode theirs) {
    found.add(path + ": " + shown(ours) + " here, " + shown(theirs) + " in the contract");
  }

  private static Set<String> names(JsonNode ours, JsonNode theirs) {
    Set<String> names = new TreeSet<>();
    for (JsonNode side : List.of(ours, theirs)) {
      for (Map.Entry<String, JsonNode> field : side.properties()) {
        if (!isForReaders(field.getKey(), field.getValue())) {
          names.add(field.getKey());
        }
      }
    }
    return names;
  }

  /** A property may be called "description" too, but then it is a schema. */
  private static boolean isForReaders(String name, JsonNode value) {
    return (name.equals("description") && value.isTextual())
        || (name.equals("example") && !value.has("type"));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
