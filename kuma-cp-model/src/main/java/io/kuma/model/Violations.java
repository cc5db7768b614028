package io.kuma.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects {@link Violation}s in the order in which they are found: the first {@value #MOST}, and a
 * last one that says so if there were more. Nobody reads more, and a hostile body must not turn
 * into an answer of many times its size.
 */
public final class Violations {
  /** How many are kept. */
  public static final int MOST = 1000;

  private final List<Violation> found = new ArrayList<>();

  public Violations add(String field, String message) {
    if (found.size() < MOST) {
      found.add(new Violation(field, message));
    } else if (found.size() == MOST) {
      found.add(new Violation("", "there are more problems; these are the first " + MOST));
    }
    return this;
  }

  /** Starts a path; {@code Path} values are cheap and immutable. */
  public Path at(String root) {
    return new Path(root);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Violation> toList() {
    return List.copyOf(found);
  }

  /** A place in the resource, to report from and to go deeper. */
  public final class Path {
    private final String text;

    private Path(String text) {
      this.text = text;
    }

    /** The field {@code name} below this place. */
    public Path field(String name) {
      return new Path(text.isEmpty() ? name : text + "." + name);
    }

    /** The item at {@code index}: {@code path[3]}. */
    public Path index(int index) {
      return new Path(text + "[" + index + "]");
    }

    /** The entry of a map: {@code path["key"]}. */
    public Path key(String key) {
      return new Path(text + "[\"" + key + "\"]");
    }

    public void add(String message) {
      Violations.this.add(text, message);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
