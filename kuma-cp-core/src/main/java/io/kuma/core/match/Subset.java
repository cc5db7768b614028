package io.kuma.core.match;

import io.kuma.model.Tags;
import io.kuma.model.TargetRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clients or destinations whose tags have, or have not, these values. Empty means all of them.
 */
public record Subset(List<Tag> tags) {
  /** Everybody. */
  public static final Subset ALL = new Subset(List.of());

  public Subset {
    tags = List.copyOf(tags);
  }

  /**
   * A condition on one tag.
   *
   * @param not the tag has another value, or is absent
   */
  public record Tag(String key, String value, boolean not) {
    static final Comparator<Tag> BY_KEY =
        Comparator.comparing(Tag::key).thenComparing(Tag::value).thenComparing(Tag::not);

    Tag negated() {
      return new Tag(key, value, !not);
    }

    /** Whether everybody who meets {@code other} meets this; both are about the same key. */
    private boolean covers(Tag other) {
      if (not == other.not) {
        return value.equals(other.value);
      }
      return not && !value.equals(other.value);
    }
  }

  /**
   * Whom a reference means, in tags sorted by key; empty if it means a resource, which has none.
   */
  static Optional<Subset> of(TargetRef targetRef) {
    List<Tag> tags = new ArrayList<>();
    switch (targetRef.kind()) {
      case Mesh -> {
        return Optional.of(ALL);
      }
      case MeshSubset -> addTags(targetRef, tags);
      case MeshService -> addService(targetRef, tags);
      case MeshServiceSubset -> {
        addService(targetRef, tags);
        addTags(targetRef, tags);
      }
      case MeshGateway, MeshExternalService, MeshMultiZoneService, MeshHTTPRoute, Dataplane -> {
        return Optional.empty();
      }
    }
    return Optional.of(sorted(tags));
  }

  /** The same with one more condition. */
  Subset with(String key, String value) {
    List<Tag> more = new ArrayList<>(tags);
    more.add(new Tag(key, value, false));
    return sorted(more);
  }

  /** Whether somebody with these tags is in here. */
  public boolean contains(Map<String, String> somebody) {
    for (Tag tag : tags) {
      if (tag.value.equals(somebody.get(tag.key)) == tag.not) {
        return false;
      }
    }
    return true;
  }

  /** Whether everybody in {@code other} is in here, as far as its tags tell. */
  boolean covers(Subset other) {
    for (Tag tag : tags) {
      boolean known = false;
      for (Tag otherTag : other.tags) {
        if (otherTag.key.equals(tag.key)) {
          known = true;
          if (!tag.covers(otherTag)) {
            return false;
          }
        }
      }
      if (!known) {
        return false;
      }
    }
    return true;
  }

  /** Whether somebody may be in both. Only for subsets without negations. */
  boolean intersects(Subset other) {
    for (Tag tag : tags) {
      for (Tag otherTag : other.tags) {
        if (otherTag.key.equals(tag.key) && !otherTag.value.equals(tag.value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many tags have a value, and not just another one. */
  int countPositive() {
    int count = 0;
    for (Tag tag : tags) {
      if (!tag.not) {
        count++;
      }
    }
    return count;
  }

  private static void addService(TargetRef targetRef, List<Tag> tags) {
    String name = targetRef.name();
    tags.add(new Tag(Tags.SERVICE, name == null ? "" : name, false));
  }

  private static void addTags(TargetRef targetRef, List<Tag> tags) {
    if (targetRef.tags() != null) {
      targetRef.tags().forEach((key, value) -> tags.add(new Tag(key, value, false)));
    }
  }

  private static Subset sorted(List<Tag> tags) {
    return new Subset(tags.stream().sorted(Tag.BY_KEY).toList());
  }
}
