package io.kuma.core.proxy;

import io.kuma.core.snapshot.Endpoint;
import io.kuma.model.Tags;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One proxy behind which a service can be reached.
 *
 * @param address an IP address or a host name
 * @param tags those of its inbound, the service's own excluded
 * @param labels those of its Dataplane
 * @param zone where it runs; empty if it does not say
 * @param weight its share of the traffic of its locality
 */
public record Instance(
    String address,
    int port,
    SortedMap<String, String> tags,
    SortedMap<String, String> labels,
    String zone,
    int weight) {
  public Instance {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A proxy of this zone. */
  static Instance of(Endpoint endpoint) {
    SortedMap<String, String> tags = new TreeMap<>(endpoint.tags());
    tags.remove(Tags.SERVICE);
    return new Instance(
        endpoint.address(), endpoint.port(), tags, endpoint.labels(), endpoint.zone(), 1);
  }
}
