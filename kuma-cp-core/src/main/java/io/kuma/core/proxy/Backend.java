package io.kuma.core.proxy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A group of instances that requests are spread over: one cluster of Envoy. Routes name it.
 *
 * @param name the cluster's name, unique within the proxy
 * @param destination whose instances they are
 * @param subset tags that narrow the instances down; empty for all of them
 * @param service the value of {@code kuma.io/service} that its instances prove with their
 *     certificates
 * @param secured its instances accept the mesh's mutual TLS
 */
public record Backend(
    String name,
    Destination destination,
    SortedMap<String, String> subset,
    String service,
    Protocol protocol,
    InstanceSet instances,
    boolean secured,
    Confs confs) {
  public Backend {
    subset = Collections.unmodifiableSortedMap(new TreeMap<>(subset));
  }

  /** In the order in which Envoy is told. */
  public List<Instance> all() {
    return instances.instances();
  }
}
