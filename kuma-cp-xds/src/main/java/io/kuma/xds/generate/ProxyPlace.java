package io.kuma.xds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.xds.plugin.FinishedResources;
import io.kuma.xds.plugin.FinishedXds;
import io.kuma.xds.plugin.Origin;
import io.kuma.xds.plugin.OtelCollector.ThroughKumaDp;
import io.kuma.xds.plugin.ProxyXds;
import io.kuma.xds.plugin.TelemetrySignal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All resources of a proxy, as they come in. */
final class ProxyPlace implements FinishedXds {
  private final ProxyModel proxy;
  private final FinishedResources<Cluster> clusters = new FinishedResources<>(Cluster::getName);
  private final FinishedResources<Listener> listeners = new FinishedResources<>(Listener::getName);
  private final SortedMap<String, JsonNode> documents = new TreeMap<>();
  private final SortedMap<String, Forwarded> forwarded = new TreeMap<>();
  private ProxyXds.@Nullable InboundPassthrough inboundPassthrough;
  private ProxyXds.@Nullable OutboundPassthrough outboundPassthrough;

  ProxyPlace(ProxyModel proxy) {
    this.proxy = proxy;
  }

  /** To add what is there for one thing. */
  ProxyXds as(Origin origin) {
    return new Entrance(origin);
  }

  /**
   * The cluster of a workload's port. Two inbounds may stand before one port; the last one says how
   * it is spoken to, as it does upstream.
   */
  void addWorkload(Cluster cluster) {
    clusters.put(Origin.INBOUND, cluster);
  }

  /**
   * The listener of an outbound. A Dataplane may name one address twice; the last one counts, as it
   * does upstream, rather than that the proxy has no configuration at all.
   */
  void addOutbound(Listener listener) {
    listeners.put(Origin.OUTBOUND, listener);
  }

  /** What a policy asked for; empty if none did. */
  Optional<ProxyXds.InboundPassthrough> inboundPassthrough() {
    return Optional.ofNullable(inboundPassthrough);
  }

  /** What a policy asked for; empty if none did. */
  Optional<ProxyXds.OutboundPassthrough> outboundPassthrough() {
    return Optional.ofNullable(outboundPassthrough);
  }

  /** What kuma-dp is to know, by the path where it finds it. */
  SortedMap<String, JsonNode> documents() {
    SortedMap<String, JsonNode> all = new TreeMap<>(documents);
    if (!forwarded.isEmpty()) {
      all.put(OtelDocument.PATH, OtelDocument.of(forwarded.values()));
    }
    return all;
  }

  /** What kuma-dp forwards to a collector. */
  record Forwarded(ThroughKumaDp collector, EnumSet<TelemetrySignal> signals) {
    Forwarded(ThroughKumaDp collector) {
      this(collector, EnumSet.noneOf(TelemetrySignal.class));
    }
  }

  @Override
  public ProxyModel proxy() {
    return proxy;
  }

  @Override
  public FinishedResources<Cluster> clusters() {
    return clusters;
  }

  @Override
  public FinishedResources<Listener> listeners() {
    return listeners;
  }

  private static IllegalStateException taken(String name) {
    return new IllegalStateException("two resources are called " + name);
  }

  /** Where resources come in that are there for one thing. */
  private final class Entrance implements ProxyXds {
    private final Origin origin;

    Entrance(Origin origin) {
      this.origin = origin;
    }

    @Override
    public ProxyXds as(Origin other) {
      return new Entrance(other);
    }

    @Override
    public void add(Cluster cluster) {
      claim(clusters, cluster.getName(), cluster);
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
    public void outboundPassthrough(OutboundPassthrough allowed) {
      outboundPassthrough = allowed;
    }

    @Override
    public void forward(ThroughKumaDp collector, TelemetrySignal signal) {
      forwarded
          .computeIfAbsent(collector.backend(), name -> new Forwarded(collector))
          .signals()
          .add(signal);
    }

    @Override
    public void dynamicConfig(String path, JsonNode document) {
      if (documents.putIfAbsent(path, document) != null) {
        throw taken(path);
      }
    }

    private <M extends Message> void claim(FinishedResources<M> all, String name, M message) {
      if (all.has(name)) {
        throw taken(name);
      }
      all.put(origin, message);
    }
  }
}
