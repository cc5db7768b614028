package io.kuma.core.snapshot;

import io.kuma.model.ResourceKey;
import io.kuma.model.Tags;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One inbound at which a service can be reached.
 *
 * @param dataplane it belongs to
 * @param address where other proxies connect to
 * @param tags those of the inbound, the service among them
 * @param labels those of the Dataplane
 * @param protocol as it was given; {@code tcp} if it was not
 */
public record Endpoint(
    ResourceKey dataplane,
    String address,
    int port,
    SortedMap<String, String> tags,
    SortedMap<String, String> labels,
    String protocol) {
  public Endpoint {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    // Those of a resource's metadata are immutable already and shared by all of its inbounds.
  }

  /** Where it runs; empty if it does not say. */
  public String zone() {
    return tags.getOrDefault(Tags.ZONE, "");
  }
}
