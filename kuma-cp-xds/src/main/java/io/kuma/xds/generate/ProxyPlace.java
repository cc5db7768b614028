package io.kuma.xds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.xds.plugin.ProxyXds;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All resources of a proxy, as they come in. */
final class ProxyPlace implements ProxyXds {
  private final SortedMap<String, Cluster> clusters = new TreeMap<>();
  private final SortedMap<String, Listener> listeners = new TreeMap<>();
  private final SortedMap<String, JsonNode> documents = new TreeMap<>();
  private @Nullable InboundPassthrough inboundPassthrough;

  @Override
  public void add(Cluster cluster) {
    claim(clusters, cluster.getName(), cluster);
  }

  /**
   * The cluster of a workload's port. Two inbounds may stand before one port; the last one says how
   * it is spoken to, as it does upstream.
   */
  void addWorkload(Cluster cluster) {
    clusters.put(cluster.getName(), cluster);
  }

  @Override
  public void add(Listener listener) {
    claim(listeners, listener.getName(), listener);
  }

  @Override
  public void inboundPassthrough(InboundPassthrough allowed) {
    inboundPassthrough = allowed;
  }

  @Override
  public void dynamicConfig(String path, JsonNode document) {
    claim(documents, path, document);
  }

  /** What a policy asked for; empty if none did. */
  Optional<InboundPassthrough> inboundPassthrough() {
    return Optional.ofNullable(inboundPassthrough);
  }

  SortedMap<String, Cluster> clusters() {
    return Collections.unmodifiableSortedMap(clusters);
  }

  SortedMap<String, Listener> listeners() {
    return Collections.unmodifiableSortedMap(listeners);
  }

  SortedMap<String, JsonNode> documents() {
    return Collections.unmodifiableSortedMap(documents);
  }

  private static <T> void claim(SortedMap<String, T> resources, String name, T resource) {
    if (resources.putIfAbsent(name, resource) != null) {
      throw new IllegalStateException("two resources are called " + name);
    }
  }
}
