package io.kuma.core.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instances of a service, in a fixed order. A class and not a bare list because thousands of proxy
 * models share one set: its hash is computed once, and comparing it with itself costs nothing.
 */
public final class InstanceSet {
  public static final InstanceSet EMPTY = new InstanceSet(List.of());

  private final List<Instance> instances;
  private final int hash;

  public InstanceSet(List<Instance> instances) {
    this.instances = List.copyOf(instances);
    this.hash = this.instances.hashCode();
  }

  public List<Instance> instances() {
    return instances;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof InstanceSet set
            && set.hash == hash
            && set.instances.equals(instances));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return instances.toString();
  }
}
