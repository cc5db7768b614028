package io.kuma.core.proxy;

import io.kuma.core.match.TelemetryBackends;
import io.kuma.core.snapshot.SnapshotDelta;
import io.kuma.model.PolicyType;
import io.kuma.model.ResourceKey;
import io.kuma.model.Tags;
import io.kuma.resource.dataplane.PrometheusEndpoint;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One proxy, ready to be spelled out for Envoy.
 *
 * @param key of its Dataplane
 * @param address where other proxies and the control plane reach it
 * @param workload what runs beside it, if its Dataplane says so by a label
 * @param mutualTls empty if the mesh has no certificate authority
 * @param inbounds as the Dataplane lists them
 * @param outbounds those that the Dataplane lists, then those with a virtual IP
 * @param backends every backend that an outbound names, sorted by name, each once
 * @param hosts the names that it answers DNS queries for, sorted; none if it is not transparent
 * @param transparentProxy empty if connections are not redirected to it
 * @param naming how Envoy's resources are called
 * @param confs of policies with one conf for the whole proxy
 * @param outside what policies say about destinations that the mesh does not know
 * @param telemetry the collectors that policies can point at
 * @param prometheus where it answers Prometheus if no MeshMetric says so
 * @param policiesOfMesh the types of {@link io.kuma.model.MeshWidePolicy} of which the mesh has any
 */
public record ProxyModel(
    ResourceKey key,
    String address,
    Optional<String> workload,
    ProxyInputs inputs,
    Optional<MutualTls> mutualTls,
    List<Inbound> inbounds,
    List<Outbound> outbounds,
    List<Backend> backends,
    List<Host> hosts,
    Optional<TransparentProxy> transparentProxy,
    Naming naming,
    Confs confs,
    Confs outside,
    TelemetryBackends telemetry,
    Optional<PrometheusEndpoint> prometheus,
    Set<PolicyType<?, ?>> policiesOfMesh) {
  private static final String UNKNOWN_SERVICE = "unknown";

  public ProxyModel {
    inbounds = List.copyOf(inbounds);
    outbounds = List.copyOf(outbounds);
    backends = List.copyOf(backends);
    policiesOfMesh = Collections.unmodifiableSet(new LinkedHashSet<>(policiesOfMesh));
    hosts = List.copyOf(hosts);
  }

  public String mesh() {
    return key.mesh();
  }

  public NodeFacts node() {
    return inputs.node();
  }

  /** The service that it is known by: that of its first inbound. */
  public String service() {
    return inbounds.stream()
        .findFirst()
        .map(inbound -> inbound.tags().get(Tags.SERVICE))
        .orElse(UNKNOWN_SERVICE);
  }

  /**
   * Whose instances it uses, in the terms of {@link SnapshotDelta#services}; they concern it when
   * they change.
   */
  public SortedSet<String> services() {
    SortedSet<String> services = new TreeSet<>();
    backends.forEach(backend -> services.addAll(backend.sources()));
    return Collections.unmodifiableSortedSet(services);
  }

  /** The tags of all inbounds together. */
  public SortedMap<String, SortedSet<String>> tags() {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    for (Inbound inbound : inbounds) {
      inbound
          .tags()
          .forEach((key, value) -> tags.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    return tags;
  }
}
