package io.kuma.core.store;

import io.kuma.model.Resource;
import io.kuma.model.Spec;
import java.util.List;

/**
 * Which resources of a list are wanted, and which part of those: as much as every store can do
 * where the resources are.
 *
 * @param namePart a part of the name; empty for any name
 * @param labels labels that a resource must have, all of them
 * @param among it must be one of these, of any of them; none of them is no resource
 * @param offset how many to leave out, of those that match
 * @param limit how many to return at most
 */
public record ListOptions(
    String namePart, List<Label> labels, List<Among> among, int offset, int limit) {
  /** Everything. */
  public static final ListOptions ALL = new ListOptions("", List.of(), 0, Integer.MAX_VALUE);

  /** A label and the value that it has to have. */
  public record Label(String key, String value) {}

  /** The resources of some meshes that have some names. */
  public record Among(Names meshes, Names names) {
    /** Every resource. */
    public static final Among ALL = new Among(Names.ALL, Names.ALL);

    boolean include(Resource<?> resource) {
      return meshes.include(resource.mesh()) && names.include(resource.name());
    }
  }

  public ListOptions {
    if (offset < 0 || limit < 0) {
      throw new IllegalArgumentException("A list cannot have a negative offset or limit");
    }
    labels = List.copyOf(labels);
    among = among.contains(Among.ALL) ? List.of(Among.ALL) : List.copyOf(among);
  }

  /** Wherever they are. */
  public ListOptions(String namePart, List<Label> labels, int offset, int limit) {
    this(namePart, labels, List.of(Among.ALL), offset, limit);
  }

  /** Only those that are also among these. */
  public ListOptions within(List<Among> those) {
    return new ListOptions(namePart, labels, those, offset, limit);
  }

  /** Another part of the same. */
  public ListOptions page(int newOffset, int newLimit) {
    return new ListOptions(namePart, labels, among, newOffset, newLimit);
  }

  /** Whether every resource matches. */
  public boolean matchesAll() {
    return namePart.isEmpty() && labels.isEmpty() && among.contains(Among.ALL);
  }

  /** Whether a resource is one of those that are wanted, wherever it stands. */
  public boolean matches(Resource<?> resource) {
    return resource.name().contains(namePart)
        && labels.stream()
            .allMatch(label -> label.value().equals(resource.meta().labels().get(label.key())))
        && among.stream().anyMatch(those -> those.include(resource));
  }

  /** What a store returns that holds these resources. */
  public <S extends Spec> ResourcePage<S> of(List<Resource<S>> all) {
    List<Resource<S>> matching = matchesAll() ? all : all.stream().filter(this::matches).toList();
    int first = Math.min(offset, matching.size());
    int end = (int) Math.min(matching.size(), (long) first + limit);
    return new ResourcePage<>(matching.subList(first, end), matching.size());
  }
}
