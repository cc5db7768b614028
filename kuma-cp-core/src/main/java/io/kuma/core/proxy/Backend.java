package io.kuma.core.proxy;

import io.kuma.core.proxy.Destination.ResourcePort;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A group of instances that requests are spread over: one cluster of Envoy. Routes name it.
 *
 * @param name the cluster's name, unique within the proxy
 * @param destination whose instances they are
 * @param subset tags that narrow the instances down; empty for all of them
 * @param sources what the instances were found by, as {@link
 *     io.kuma.core.snapshot.SnapshotDelta#services} speaks of it
 * @param spiffeIds what its instances prove to be with their certificates: one of these. Empty if
 *     that is not known; then whoever has a certificate of the mesh is one
 * @param secured its instances accept the mesh's mutual TLS
 */
public record Backend(
    String name,
    Destination destination,
    SortedMap<String, String> subset,
    SortedSet<String> sources,
    SortedSet<String> spiffeIds,
    Protocol protocol,
    InstanceSet instances,
    boolean secured,
    Confs confs) {
  public Backend {
    subset = Collections.unmodifiableSortedMap(new TreeMap<>(subset));
    sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
    spiffeIds = Collections.unmodifiableSortedSet(new TreeSet<>(spiffeIds));
  }

  /** Whether it is outside of the mesh. */
  public boolean isExternal() {
    return destination instanceof ResourcePort port && port.isExternal();
  }

  /** In the order in which Envoy is told. */
  public List<Instance> all() {
    return instances.instances();
  }
}
