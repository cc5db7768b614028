package io.kuma.resource.dataplane;

import io.kuma.model.Column;
import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Kind.Shape;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.Tags;
import io.kuma.resource.mesh.MetricsBackend;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A data plane proxy, as on the wire (contract section 3.1). */
@Doc("A data plane proxy: where its workload listens and what it reaches.")
@Kind(
    shortName = "dp",
    shape = Shape.FLAT,
    sync = Sync.ZONE_TO_GLOBAL,
    columns = {
      @Column(
          name = Tags.SERVICE,
          path = "spec.networking.inbound[0].tags['kuma\\.io/service']",
          description = "What the first inbound serves"),
      @Column(
          name = Tags.SERVICE,
          path = "spec.networking.inbound[1].tags['kuma\\.io/service']",
          description = "What the second inbound serves"),
      @Column(
          name = Tags.SERVICE,
          path = "spec.networking.inbound[2].tags['kuma\\.io/service']",
          description = "What the third inbound serves",
          priority = 1),
      @Column(
          name = Tags.SERVICE,
          path = "spec.networking.inbound[3].tags['kuma\\.io/service']",
          description = "What the fourth inbound serves",
          priority = 1)
    })
public record Dataplane(
    @Doc("Where the proxy listens and what it reaches.") @Nullable Networking networking,
    @Doc("How metrics are exposed, where the proxy differs from its mesh.")
        @Nullable MetricsBackend metrics,
    @Doc("Probes of the workload that the proxy answers in its place.") @Nullable Probes probes)
    implements Spec {

  /** The inbounds; none for gateways. */
  public List<Inbound> inbounds() {
    return networking == null ? List.of() : networking.inbound();
  }

  /** The outbounds that the proxy lists itself. */
  public List<Outbound> outbounds() {
    return networking == null ? List.of() : networking.outbound();
  }

  /** The listeners of a zone proxy. */
  public List<Listener> listeners() {
    return networking == null ? List.of() : networking.listeners();
  }

  /** The gateway it is; empty for sidecars. */
  public Optional<Gateway> gateway() {
    return Optional.ofNullable(networking == null ? null : networking.gateway());
  }

  public boolean isBuiltinGateway() {
    return gateway().filter(gateway -> gateway.type() == Gateway.Type.BUILTIN).isPresent();
  }

  public boolean isDelegatedGateway() {
    return gateway().filter(gateway -> gateway.type() == Gateway.Type.DELEGATED).isPresent();
  }

  /** Whether traffic is redirected to the proxy rather than sent to it. */
  public boolean isTransparent() {
    return networking != null && networking.transparentProxying() != null;
  }

  /** The tags of each part that can be selected: of the gateway, or of every inbound. */
  public List<Map<String, String>> tagSets() {
    return gateway()
        .map(gateway -> List.of(gateway.tags()))
        .orElseGet(() -> inbounds().stream().map(Inbound::tags).toList());
  }

  /** The services it is part of, in the order of {@link #tagSets()}, each once. */
  public List<String> services() {
    return tagSets().stream()
        .flatMap(tags -> Optional.ofNullable(tags.get(Tags.SERVICE)).stream())
        .distinct()
        .toList();
  }

  /** Where the proxy listens and what it reaches. */
  public record Networking(
      @Doc("The IP address or host name at which other proxies reach this one.") String address,
      @Doc("The address that others use instead, where the proxy stands behind a NAT.")
          String advertisedAddress,
      @Doc("Makes the proxy a gateway.") @Nullable Gateway gateway,
      @Doc("The ports of the workload.") List<Inbound> inbound,
      @Doc("The services that the workload reaches at a local port.") List<Outbound> outbound,
      @Doc("How traffic is redirected to the proxy.")
          @Nullable TransparentProxying transparentProxying,
      @Doc("Envoy's admin interface.") @Nullable Admin admin,
      @Doc("The ports of a zone proxy.") List<Listener> listeners) {
    public Networking {
      inbound = List.copyOf(inbound);
      outbound = List.copyOf(outbound);
      listeners = List.copyOf(listeners);
    }

    /** The address that other proxies use. */
    public String reachableAddress() {
      return advertisedAddress.isEmpty() ? address : advertisedAddress;
    }
  }

  /** A gateway: it takes traffic from outside of the mesh. */
  public record Gateway(
      @Doc("Tags of the gateway; kuma.io/service is required.") Map<String, String> tags,
      @Doc("Whether the proxy itself is the gateway or stands beside one.") Gateway.Type type) {
    public Gateway {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Who takes the traffic from outside. */
    public enum Type {
      /** Another process; the proxy serves its outgoing traffic only. */
      DELEGATED,
      /** The proxy, as a MeshGateway says. */
      BUILTIN
    }
  }

  /** Envoy's admin interface. */
  public record Admin(@Doc("The port on the loopback interface.") int port) {}

  /** A port of a zone proxy. */
  public record Listener(
      @Doc("Which way the traffic goes.") Listener.Type type,
      @Doc("The address it listens on; the proxy's if empty.") String address,
      @Doc("The port it listens on.") int port,
      @Doc("Identifies the listener; its port if empty.") String name,
      @Doc("Whether it takes traffic.") State state) {

    /** How policies refer to it: by name or, without one, by port. */
    public String sectionName() {
      return name.isEmpty() ? Integer.toString(port) : name;
    }

    /** Which way the traffic goes. */
    public enum Type {
      Unspecified,
      ZoneIngress,
      ZoneEgress
    }

    /** Whether it takes traffic. */
    public enum State {
      Ready,
      NotReady
    }
  }

  /** Probes of the workload that the proxy answers in its place, without mutual TLS. */
  public record Probes(
      @Doc("The port at which they are answered.") int port,
      @Doc("Where each of them goes.") List<Endpoint> endpoints) {
    public Probes {
      endpoints = List.copyOf(endpoints);
    }

    /** One probe. */
    public record Endpoint(
        @Doc("The port of the workload.") int inboundPort,
        @Doc("The path at the workload.") String inboundPath,
        @Doc("The path at the proxy.") String path) {}
  }
}
