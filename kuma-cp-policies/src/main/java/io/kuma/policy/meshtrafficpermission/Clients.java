package io.kuma.policy.meshtrafficpermission;

import io.kuma.core.match.Subset;
import io.kuma.core.match.Subset.Tag;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A subset without those of its clients whom others claim. Two that mean the same because they
 * claim from each other are equal, whichever of their conditions came first.
 *
 * @param tags all of these are met
 * @param except none of these is met as a whole; each has several tags
 */
record Clients(Set<Tag> tags, Set<Subset> except) {
  Clients {
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    except = Collections.unmodifiableSet(new LinkedHashSet<>(except));
  }

  /**
   * @param claims none of which claims all of the subset
   */
  static Clients of(Subset subset, Collection<Subset> claims) {
    Set<Tag> tags = new LinkedHashSet<>(subset.tags());
    Set<Subset> several = new LinkedHashSet<>();
    for (Subset claim : claims) {
      if (!overlap(subset, claim)) {
        continue;
      }
      List<Tag> rest = claim.tags().stream().filter(tag -> !subset.tags().contains(tag)).toList();
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(claim + " leaves nothing of " + subset);
      }
      if (rest.size() == 1) {
        tags.add(not(rest.get(0)));
      } else {
        several.add(new Subset(rest));
      }
    }
    Set<Subset> except = new LinkedHashSet<>();
    for (Subset claim : several) {
      if (claim.tags().stream().noneMatch(tag -> tags.contains(not(tag)))
          && several.stream().noneMatch(other -> isWithin(claim, other))) {
        except.add(claim);
      }
    }
    return new Clients(tags, except);
  }

  /** Whether somebody may be in both: a client has one value of a tag. */
  private static boolean overlap(Subset one, Subset other) {
    for (Tag tag : one.tags()) {
      for (Tag otherTag : other.tags()) {
        if (tag.key().equals(otherTag.key()) && contradict(tag, otherTag)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean contradict(Tag tag, Tag sameKey) {
    return tag.value().equals(sameKey.value())
        ? tag.not() != sameKey.not()
        : !tag.not() && !sameKey.not();
  }

  private static boolean isWithin(Subset claim, Subset other) {
    return !claim.equals(other) && claim.tags().containsAll(other.tags());
  }

  private static Tag not(Tag tag) {
    return new Tag(tag.key(), tag.value(), !tag.not());
  }
}
