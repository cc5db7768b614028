package io.kuma.core.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two documents as a JSON Patch (RFC 6902) of the form that clients of this API
 * know: what is removed is tested and shown before, a changed value is removed and added, and
 * neighbours of a changed part of a list are tested too. Lists keep what they have in common; where
 * they have nothing in common, objects at the same place are compared with each other.
 */
public final class JsonDiff {
  private final ArrayNode operations = Trees.array();

  private JsonDiff() {}

  /** The operations that make {@code after} out of {@code before}. */
  public static ArrayNode between(JsonNode before, JsonNode after) {
    JsonDiff diff = new JsonDiff();
    diff.compare("", before, after);
    return diff.operations;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      compareObjects(path, before, after);
    } else if (before.isArray() && after.isArray()) {
      compareLists(path, before, after);
    } else {
      remove(path, before);
      operation("add", path, after);
    }
  }

  private void compareObjects(String path, JsonNode before, JsonNode after) {
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String member = path + "/" + name.replace("~", "~0").replace("/", "~1");
      if (!after.has(name)) {
        remove(member, before.get(name));
      } else if (!before.has(name)) {
        operation("add", member, after.get(name));
      } else {
        compare(member, before.get(name), after.get(name));
      }
    }
  }

  private void compareLists(String path, JsonNode before, JsonNode after) {
    List<JsonNode> common = CommonSequence.of(before, after);
    Hunk hunk = new Hunk(path, 0, null);
    int i = 0;
    int j = 0;
    int found = 0;
    while (i < before.size() || j < after.size()) {
      JsonNode old = before.get(i);
      JsonNode now = after.get(j);
      JsonNode next = found < common.size() ? common.get(found) : null;
      boolean oldIsCommon = old != null && old.equals(next);
      boolean nowIsCommon = now != null && now.equals(next);
      if (old == null || now == null || oldIsCommon != nowIsCommon) {
        // One list has something of its own before what comes next in both.
        if (now != null && (old == null || oldIsCommon)) {
          hunk.added.add(now);
          j++;
        } else if (old != null) {
          hunk.removed.add(old);
          i++;
        }
        continue;
      }
      if (!oldIsCommon && !isSameContainer(old, now)) {
        hunk.removed.add(old);
        hunk.added.add(now);
        i++;
        j++;
        continue;
      }
      hunk.end(old);
      int place = hunk.position + hunk.added.size();
      compare(path + "/" + place, old, now);
      hunk = new Hunk(path, place + 1, now);
      found += oldIsCommon ? 1 : 0;
      i++;
      j++;
    }
    hunk.end(null);
  }

  private static boolean isSameContainer(JsonNode one, JsonNode other) {
    return (one.isObject() && other.isObject()) || (one.isArray() && other.isArray());
  }

  private void remove(String path, JsonNode value) {
    operation("test", path, value);
    operation("remove", path, value);
  }

  private void operation(String name, String path, JsonNode value) {
    operations.addObject().put("op", name).put("path", path).set("value", value);
  }

  /** Neighbouring changes of a list. */
  private final class Hunk {
    private final String path;
    private final int position;
    private final @Nullable JsonNode neighbour;
    private final List<JsonNode> removed = new ArrayList<>();
    private final List<JsonNode> added = new ArrayList<>();

    /**
     * @param position of the first change
     * @param neighbour what stands before it; null at the start of the list
     */
    Hunk(String path, int position, @Nullable JsonNode neighbour) {
      this.path = path;
      this.position = position;
      this.neighbour = neighbour;
    }

    /**
     * Writes it down.
     *
     * @param next what stands after it; null at the end of the list
     */
    void end(@Nullable JsonNode next) {
      if (removed.isEmpty() && added.isEmpty()) {
        return;
      }
      String place = path + "/" + position;
      if (neighbour != null) {
        operation("test", path + "/" + (position - 1), neighbour);
      }
      if (next != null) {
        operation("test", path + "/" + (position + removed.size()), next);
      }
      removed.forEach(value -> remove(place, value));
      for (int i = added.size() - 1; i >= 0; i--) {
        operation("add", place, added.get(i));
      }
    }
  }
}
