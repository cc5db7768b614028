package io.kuma.cp.push;

import io.kuma.model.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The proxies that are connected to this control plane, by mesh and Dataplane. */
final class ProxyRegistry {
  private final Map<String, Map<ResourceKey, ConnectedProxy>> byMesh = new ConcurrentHashMap<>();

  /** Adds a proxy; the one that stood under the same key is returned and not here any more. */
  Optional<ConnectedProxy> add(ConnectedProxy proxy) {
    return Optional.ofNullable(of(proxy.key().mesh()).put(proxy.key(), proxy));
  }

  /** Takes this very proxy out; another one under the same key stays. */
  void remove(ConnectedProxy proxy) {
    of(proxy.key().mesh()).remove(proxy.key(), proxy);
  }

  boolean isConnected(ResourceKey key) {
    return of(key.mesh()).containsKey(key);
  }

  Optional<ConnectedProxy> find(ResourceKey key) {
    return Optional.ofNullable(of(key.mesh()).get(key));
  }

  Collection<ConnectedProxy> in(String mesh) {
    return of(mesh).values();
  }

  List<ConnectedProxy> all() {
    return byMesh.values().stream().flatMap(proxies -> proxies.values().stream()).toList();
  }

  private Map<ResourceKey, ConnectedProxy> of(String mesh) {
    return byMesh.computeIfAbsent(mesh, name -> new ConcurrentHashMap<>());
  }
}
