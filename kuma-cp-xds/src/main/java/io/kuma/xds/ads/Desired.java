package io.kuma.xds.ads;

import io.kuma.xds.cache.ProxySnapshot;
import io.kuma.xds.cache.VersionFold;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsType;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy should hold of each type, of the part that it asked for and under the versions that
 * go over the wire.
 *
 * @param clusters versions of the clusters that the proxy was sent, which count for its endpoints;
 *     null as long as it was sent none
 */
record Desired(ProxySnapshot snapshot, @Nullable Map<String, String> clusters) {

  /** All resources of a type. Secrets have no such thing: they are made by name. */
  SortedMap<String, VersionedResource> all(XdsType type) {
    if (type != XdsType.ENDPOINT) {
      return snapshot.resources().of(type);
    }
    SortedMap<String, VersionedResource> all = new TreeMap<>();
    snapshot
        .resources()
        .of(type)
        .forEach((name, endpoints) -> all.put(name, withClusterVersion(endpoints)));
    return all;
  }

  /**
   * The named resources of a type, as far as they exist.
   *
   * @param held versions that the proxy holds, by name
   */
  SortedMap<String, VersionedResource> named(
      XdsType type, Set<String> names, Map<String, String> held) {
    if (names.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, VersionedResource> found = new TreeMap<>();
    for (String name : names) {
      VersionedResource resource = find(type, name, held.get(name));
      if (resource != null) {
        found.put(name, resource);
      }
    }
    return found;
  }

  private @Nullable VersionedResource find(XdsType type, String name, @Nullable String held) {
    if (type == XdsType.SECRET) {
      return snapshot.secrets().find(name, held).orElse(null);
    }
    VersionedResource resource = snapshot.resources().of(type).get(name);
    return resource != null && type == XdsType.ENDPOINT ? withClusterVersion(resource) : resource;
  }

  private VersionedResource withClusterVersion(VersionedResource endpoints) {
    String name = endpoints.name();
    VersionedResource wanted = snapshot.resources().of(XdsType.CLUSTER).get(name);
    String sent = clusters == null ? null : clusters.get(name);
    String cluster = sent != null ? sent : wanted != null ? wanted.version() : "";
    return new VersionedResource(
        name, VersionFold.ofEndpoints(endpoints.version(), cluster), endpoints.body());
  }
}
