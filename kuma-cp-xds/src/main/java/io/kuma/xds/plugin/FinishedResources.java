package io.kuma.xds.plugin;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Resources of one kind by name, and what each is there for. */
public final class FinishedResources<M extends Message> {
  private final Function<M, String> naming;
  private final SortedMap<String, Resource<M>> byName = new TreeMap<>();

  /**
   * @param naming how a resource is called
   */
  public FinishedResources(Function<M, String> naming) {
    this.naming = naming;
  }

  /** A resource, and what it is there for. */
  public record Resource<M extends Message>(String name, Origin origin, M message) {}

  /** Adds a resource; one of the same name gives way. */
  public void put(Origin origin, M message) {
    String name = naming.apply(message);
    byName.put(name, new Resource<>(name, origin, message));
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  public void removeIf(Predicate<Resource<M>> condition) {
    byName.values().removeIf(condition);
  }

  /** Changes some of the resources, of which a change may alter the name too. */
  public void change(Predicate<Resource<M>> which, UnaryOperator<M> change) {
    List<Resource<M>> chosen = new ArrayList<>(byName.values());
    chosen.removeIf(which.negate());
    for (Resource<M> resource : chosen) {
      byName.remove(resource.name());
      put(resource.origin(), change.apply(resource.message()));
    }
  }

  /** Sorted by name. */
  public SortedMap<String, Resource<M>> byName() {
    return Collections.unmodifiableSortedMap(byName);
  }
}
